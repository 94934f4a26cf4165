import { type Element, isComment, isTag, type ParentNode } from 'domhandler';
import { admonitionOf } from './admonition.ts';
import { boilerplateReason, type Verdict } from './boilerplate.ts';
import { hiddenReason } from './hidden-text.ts';
import { childElements, classNames, elementsOf, isSilent, type Measure, textOf } from './page-tree.ts';
import { note, type Removal, setChildren, sweep } from './removal.ts';

/** What the steps look at. */
export type CleaningContext = {
  readonly content: ParentNode;
  readonly measures: ReadonlyMap<ParentNode, Measure>;
  readonly hiddenNames: ReadonlySet<string>;
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
  (element) => (admonitionOf(element) ? 'keep' : null),
  codeTools,
  (element, { code }) => (code.has(element) ? 'keep' : null),
  boilerplate,
  smallPrint,
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

function hidden(element: Element, { hiddenNames, opened }: CleaningContext): Verdict | null {
  const reason = opened.has(element) ? null : hiddenReason(element, hiddenNames);
  return reason ? { step: 'hidden', reason } : null;
}

const CODE_TOOL =
  /^(?:copy|copybtn|copy-?button|btn-copy|clipboard|copy-code-button|code-?lang|linenos|linenodiv|lineno|lineno-inline|line-numbers-rows|line-numbers-wrapper|gutter|rouge-gutter|lnt|lntd-number|hljs-ln-numbers|blob-num|gl|line-number|linenumber|react-syntax-highlighter-line-number)$/i;

/** Copy buttons, language labels and line numbers of code blocks. */
function codeTools(element: Element): Verdict | null {
  const names = classNames(element);
  const isTool = names.some((name) => CODE_TOOL.test(name)) && element.name !== 'pre' && element.name !== 'table';
  const isNumberColumn =
    element.name === 'td' && /^[\d\s]+$/.test(textOf(element)) && names.some((name) => /^(?:lntd|code-?gutter|line-?nos?)$/i.test(name));
  // VitePress: `<div class="language-yaml"><span class="lang">yaml</span><pre>`.
  const isLabel =
    element.name === 'span' && names.includes('lang') && /language-/.test((element.parent as Element | null)?.attribs?.class ?? '');
  return isTool || isNumberColumn || isLabel ? { step: 'code', reason: 'a copy button, label or line number' } : null;
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

/** The last member says that only a link may say so: as a sentence the words could be content. */
const SMALL_PRINT: readonly (readonly [RegExp, string, 'anywhere' | 'links'])[] = [
  [/^(?:edit|improve|suggest (?:an )?edits? (?:to|for)) this (?:page|article|doc\w*|topic)(?: (?:on|in|at|via) \w+)?\W*$/i, 'a link to edit the page', 'anywhere'],
  [/^(?:edit|view|show|fork|improve|suggest|report|open|create|file|submit)\b.{0,60}$/i, 'a link to edit the page', 'links'],
  [/^(?:was|is|did|does) this (?:page|article|section|doc\w*|topic|content)\b.{0,30}\b(?:helpful|useful|help you|help|answer)\b.{0,60}$/i, 'a feedback question', 'anywhere'],
  [/^(?:(?:rate|give feedback (?:on|about)) this (?:page|article)|(?:thanks|thank you) for (?:your|the) feedback)\b.{0,60}$/i, 'a feedback question', 'anywhere'],
  [/^(?:page )?last (?:updated?|modified|edited|changed|reviewed|revision)\b.{0,60}$|^\d{1,3} min(?:ute)?s?(?: to)? read$/i, 'when the page was changed', 'anywhere'],
  [/^[←«‹<\s]*(?:previous|prev|back)(?: (?:page|topic|article))?$|^(?:next)(?: (?:page|topic|article))?[\s→»›>]*$|^(?:back|return|jump) to (?:the )?top$|^skip to (?:main |the )?content$/i, 'a link to another page', 'anywhere'],
  [/^[←«‹<\s]*(?:previous|prev|next)\b.{0,100}$|^.{0,100}[→»›]$/i, 'a link to another page', 'links'],
  [/^(?:share|print|tweet|bookmark) (?:this|the) (?:page|article)$|^copy(?: (?:code|link|page))?!?$|^copied!?$/i, 'a page tool', 'anywhere'],
  [/^(?:©|\(c\)|copyright\b).{0,120}$/i, 'a copyright line', 'anywhere'],
]; // biome-ignore format: one kind a line

/** Longer text is prose that begins alike. */
const MAX_SMALL_PRINT = 160;
const SMALL_PRINT_TAGS = new Set(['a', 'div', 'p', 'span', 'section', 'small', 'em', 'ul', 'fieldset', 'label']);

/** Lines that every page ends with, known by their words where no class names them. */
function smallPrint(element: Element, { measures }: CleaningContext): Verdict | null {
  const measure = measures.get(element);
  if (!SMALL_PRINT_TAGS.has(element.name) || !measure || measure.chars > MAX_SMALL_PRINT || measure.hasTitle) return null;
  // Within a sentence or a cell the words are content: "Next" names a button there.
  if (INLINE.has(element.name) && !(element.parent && isTag(element.parent) && STANDS_IN.has(element.parent.name))) return null;
  const text = textOf(element);
  const isLinks = element.name === 'a' || measure.linkChars >= 0.9 * measure.chars;
  // A list item or paragraph that is a link is content; a link beside the text is not.
  const found = SMALL_PRINT.find(
    ([pattern, , where]) => pattern.test(text) && (where === 'anywhere' || (isLinks && INLINE.has(element.name))),
  );
  return found ? { step: 'page-links', reason: found[1] } : null;
}

const INLINE = new Set(['a', 'span', 'small', 'em', 'label']);
/** Where a line of its own may be an inline element. */
const STANDS_IN = new Set(['div', 'section', 'article', 'main', 'body', 'footer', 'header', 'aside']);

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
