import { type Element, isComment, isTag, type ParentNode } from 'domhandler';
import { isAdmonition } from './admonition.ts';
import { boilerplateReason, type Verdict } from './boilerplate.ts';
import { BY_STYLE_SHEET, hiddenReason } from './hidden-text.ts';
import { childElements, classNames, elementsOf, isSilent, type Measure, textOf } from './page-tree.ts';
import { note, type Removal, setChildren, sweep } from './removal.ts';
import { smallPrint, versionNotice } from './small-print.ts';
import type { StyleSheet } from './style-sheet.ts';

/** What the steps look at. */
export type CleaningContext = {
  readonly content: ParentNode;
  readonly measures: ReadonlyMap<ParentNode, Measure>;
  readonly styleSheet: StyleSheet;
  /** Panels that a click shows: a browser hides them, and yet they are content. */
  readonly opened: ReadonlySet<Element>;
  /** Elements that the site's configuration wants removed. */
  readonly unwanted: ReadonlySet<Element>;
  /** Code and all within. */
  readonly code: ReadonlySet<Element>;
};

function isCode({ name }: Element): boolean {
  return name === 'pre' || name === 'code' || name === 'kbd' || name === 'samp';
}

/**
 * The steps in their order, the first that gives a verdict decides. Silent elements go first, for their text is no text. What the
 * site's owner names goes before what we guess. Hidden text goes before boilerplate, so that the reason is the true one; admonitions
 * are recognised before boilerplate, since themes write them as `aside` or `role=complementary`. What is left of code stays as it is.
 */
const STEPS: readonly ((element: Element, context: CleaningContext) => Verdict | 'keep' | null)[] = [
  (element) => (isSilent(element) ? { step: 'machinery', reason: element.name } : null),
  (element, { unwanted }) => (unwanted.has(element) ? { step: 'remove', reason: 'the site configuration' } : null),
  hidden,
  (element, { measures }) => versionNotice(element, measures.get(element)),
  (element) => (isAdmonition(element) ? 'keep' : null),
  codeTools,
  (element, { code }) => (code.has(element) ? 'keep' : null),
  boilerplate,
  (element, { content, measures }) => smallPrint(element, content, measures.get(element)),
];

/** Takes everything out of the content that is not the page's own text. */
export function cleanContent(page: Omit<CleaningContext, 'code'>, removals: Removal[]): void {
  const code = new Set<Element>();
  for (const element of elementsOf(page.content))
    if (isCode(element) || (element.parent && isTag(element.parent) && code.has(element.parent))) code.add(element);
  const context = { ...page, code };
  noteComments(context.content, removals);
  sweep(context.content, (element) => {
    for (const step of STEPS) {
      const verdict = step(element, context);
      if (verdict === 'keep') return null;
      if (verdict) return verdict;
    }
    return null;
  }, removals); // biome-ignore format: the steps are what counts
}

/** Notes what stands on the page outside of the content; `why` says how the content was found. */
export function noteSurroundings(content: ParentNode, why: string, measures: ReadonlyMap<ParentNode, Measure>, removals: Removal[]): void {
  for (let node = content; isTag(node) && node.parent; node = node.parent)
    for (const sibling of childElements(node.parent)) {
      if (sibling === node || sibling.name === 'head' || isSilent(sibling)) continue;
      const measure = measures.get(sibling);
      const verdict = measure ? boilerplateReason(sibling, measure) : null;
      note(textOf(sibling), verdict?.step ?? 'content', verdict?.reason ?? `outside of the main content (${why})`, removals);
    }
}

function hidden(element: Element, { content, measures, styleSheet, opened }: CleaningContext): Verdict | null {
  const reason = opened.has(element) ? null : hiddenReason(element, styleSheet);
  // Some pages hide their whole text until a script has run.
  if (reason?.startsWith(BY_STYLE_SHEET) && (measures.get(element)?.prose ?? 0) > TOO_MUCH * (measures.get(content)?.prose ?? 0))
    return null;
  return reason ? { step: 'hidden', reason } : null;
}

const CODE_TOOL =
  /^(?:copy|copybtn|copy-?button|btn-copy|clipboard|copy-code-button|code-?lang|linenos|linenodiv|lineno|lineno-inline|line-numbers-rows|line-numbers-wrapper|gutter|rouge-gutter|lnt|lntd-number|hljs-ln-numbers|blob-num|gl|line-number|linenumber|react-syntax-highlighter-line-number)$/i;

/** Copy buttons, language labels and line numbers of code blocks. */
function codeTools(element: Element): Verdict | null {
  const names = classNames(element);
  const isTool = names.some((name) => CODE_TOOL.test(name)) && element.name !== 'pre' && element.name !== 'table';
  const isNumberColumn =
    element.name === 'td' && names.some((name) => /^(?:lntd|code-?gutter|line-?nos?)$/i.test(name)) && /^[\d\s]+$/.test(textOf(element));
  // VitePress: `<div class="language-yaml"><span class="lang">yaml</span><pre>`.
  const isLabel =
    element.name === 'span' && names.includes('lang') && /language-/.test((element.parent as Element | null)?.attribs?.class ?? '');
  const isSourceLink = element.name === 'a' && (names.includes('viewcode-link') || /^\[source\]$/i.test(textOf(element, 10)));
  return isTool || isNumberColumn || isLabel || isSourceLink ? { step: 'code', reason: 'a copy button, label or line number' } : null;
}

/** A block that holds half of the text is the content, whatever it is called. */
const TOO_MUCH = 0.5;

function boilerplate(element: Element, { content, measures }: CleaningContext): Verdict | null {
  const measure = measures.get(element);
  const whole = measures.get(content);
  // Elements made on the way, such as tab labels, were not measured.
  if (!measure || !whole) return null;
  return measure.chars - measure.linkChars > TOO_MUCH * (whole.chars - whole.linkChars) && measure.chars > 200
    ? null
    : boilerplateReason(element, measure);
}

function noteComments(root: ParentNode, removals: Removal[]): void {
  for (const child of root.children) {
    if (isComment(child)) note(child.data.replace(/\s+/g, ' ').trim(), 'hidden', 'a comment', removals);
    else if (isTag(child)) noteComments(child, removals);
  }
  if (root.children.some(isComment))
    setChildren(
      root,
      root.children.filter((child) => !isComment(child)),
    );
}
