import { type Element, isTag, type ParentNode } from 'domhandler';
import { isAdmonition } from './admonition.ts';
import type { Verdict } from './boilerplate.ts';
import { classWords, elementsOf, type Measure, textOf } from './page-tree.ts';

/** The last member says where it is no content: only as a link, or only where nothing but such lines follows. */
const SMALL_PRINT: readonly (readonly [RegExp, string, 'anywhere' | 'links' | 'last'])[] = [
  [/^(?:edit|improve|suggest (?:an )?edits? (?:to|for)) this (?:page|article|doc\w*|topic)(?: (?:on|in|at|via) \w+)?\W*$/i, 'a link to edit the page', 'anywhere'],
  [/^(?:edit|view|show|fork|improve|suggest|report|open|create|file|submit)\b.{0,60}$/i, 'a link to edit the page', 'links'],
  [/^(?:was|is|did|does) this (?:page|article|section|doc\w*|topic|content)\b.{0,30}\b(?:helpful|useful|help you|help|answer)\b.{0,60}$/i, 'a feedback question', 'anywhere'],
  [/^(?:(?:rate|give feedback (?:on|about)) this (?:page|article)|(?:thanks|thank you) for (?:your|the) feedback)\b.{0,60}$/i, 'a feedback question', 'anywhere'],
  [/^(?:page )?last (?:updated?|modified|edited|changed|reviewed|revision)\b.{0,60}$|^\d{1,3} min(?:ute)?s?(?: to)? read$/i, 'when the page was changed', 'anywhere'],
  [/^[←«‹<\s]*(?:previous|prev|back)(?: (?:page|topic|article))?$|^(?:next)(?: (?:page|topic|article))?[\s→»›>]*$|^(?:back|return|jump) to (?:the )?top$|^skip to (?:main |the )?content$/i, 'a link to another page', 'anywhere'],
  [/^[←«‹<\s]*(?:previous|prev|next)\b.{0,100}$|^.{0,100}[→»›]$/i, 'a link to another page', 'links'],
  [/^(?:share|print|tweet|bookmark) (?:this|the) (?:page|article)$|^copy(?: (?:code|link|page))?!?$|^copied!?$/i, 'a page tool', 'anywhere'],
  [/^(?:loading|please wait)\s*(?:\.{3}|…)?$/i, 'a sign that something comes', 'anywhere'],
  [/^(?:found|spotted|noticed|see) (?:an? |any |some)?(?:error|mistake|typo|issue|problem|bug|thing wrong|thing missing)\b.{0,20}\?.{0,80}$/i, 'a link to edit the page', 'last'],
  [/^(?:©|\(c\)|copyright\b).{0,120}$/i, 'a copyright line', 'last'],
  [/^(?:(?:gallery|page|site|docs|documentation) )?(?:generated|built|created|made|powered|hosted|rendered) (?:by|with|using|on) .{0,80}$/i, 'a line about the generator', 'last'],
]; // biome-ignore format: one kind a line

/** Longer text is prose that begins alike. */
const MAX_SMALL_PRINT = 160;
const SMALL_PRINT_TAGS = new Set(['a', 'div', 'table', 'p', 'span', 'section', 'small', 'em', 'ul', 'fieldset', 'label']);

/** Lines that every page ends with, known by their words where no class names them. */
export function smallPrint(element: Element, content: ParentNode, measure: Measure | undefined): Verdict | null {
  if (!SMALL_PRINT_TAGS.has(element.name) || !measure || measure.chars > MAX_SMALL_PRINT || measure.chars === 0 || measure.hasTitle)
    return null;
  // Within a sentence or a cell the words are content: "Next" names a button there.
  if (INLINE.has(element.name) && !(element.parent && isTag(element.parent) && STANDS_IN.has(element.parent.name))) return null;
  const text = textOf(element).replace(/^(?:(?!©)\p{Extended_Pictographic}|\ufe0f|\s)+/u, '');
  const isLinks = element.name === 'a' || measure.linkChars >= 0.9 * measure.chars;
  // A list item or paragraph that is a link is content; a link beside the text is not.
  const found = SMALL_PRINT.find(
    ([pattern, , where]) =>
      pattern.test(text) && (where === 'anywhere' || (where === 'last' ? isLast(element, content) : isLinks && INLINE.has(element.name))),
  );
  if (found) return { step: 'page-links', reason: found[1] };
  return isWays(element, text, measure) ? { step: 'page-links', reason: 'links to the pages around' } : null;
}

const WAY =
  /^(?:prev(?:ious)?|next|up|home|contents|index|toc|top|back)(?: (?:page|topic|chapter|section))?$|^[←⇐«‹◀].{0,80}|.{0,80}[→⇒»›▶]$/i;

/** A line of nothing but links to the page before, after and above: `Prev | Up | Next`, `← Install | Use →`. */
function isWays(element: Element, text: string, { chars, linkChars }: Measure): boolean {
  if (INLINE.has(element.name) || linkChars < 0.6 * chars || chars - linkChars > MAX_BETWEEN || /[.!?]$/.test(text)) return false;
  const links = elementsOf(element).filter(({ name, attribs }) => name === 'a' && attribs.href !== undefined);
  const ways = links.map((link) => textOf(link)).filter(Boolean);
  return ways.length > 1 && ways.every((way) => WAY.test(way));
}

/** Strokes and dots between the links. */
const MAX_BETWEEN = 12;

const OLD =
  /\b(?:old(?:er)?|outdated|unreleased|unstable|development|pre-?release|previous|archived|newer|no longer (?:actively )?maintained)\b/i;
const DOCS = /\b(?:docs?|documentation|page|manual)\b/i;
const VERSION = /\b(?:versions?|releases?|branch|snapshot)\b/i;
const NOTICE =
  /^(?:(?:warning|note|caution|attention|important|info)\W{1,3})?(?:you(?:['’]re| are) (?:currently )?(?:reading|viewing|browsing|looking at)|this (?:page )?(?:is|documents|describes)|these (?:are|docs))\b/i;
/** The notice and the link to the newest. */
const MAX_NOTICE = 300;

/** What themes put over the pages of old and unreleased versions. It says of the docs what a reader of the newest must not be told. */
export function versionNotice(element: Element, measure: Measure | undefined): Verdict | null {
  if (!NOTICE_TAGS.has(element.name) || !measure || measure.chars > MAX_NOTICE || measure.chars < 20 || measure.hasTitle) return null;
  const isMarked = isAdmonition(element) || [...classWords(element)].some((word) => /^(?:version|outdated|unreleased|banner)$/.test(word));
  if (!isMarked) return null;
  const text = textOf(element);
  return NOTICE.test(text) && OLD.test(text) && DOCS.test(text) && VERSION.test(text)
    ? { step: 'navigation', reason: 'a banner about the version' }
    : null;
}

const NOTICE_TAGS = new Set(['div', 'aside', 'blockquote', 'section', 'p']);

/** What may follow the line: others of its kind. */
const MAX_AFTER = 200;

function isLast(element: Element, content: ParentNode): boolean {
  let after = 0;
  for (let node: ParentNode | null = element; node && node !== content; node = node.parent)
    for (let next = (node as Element).next; next; next = next.next) {
      after += textOf(next, MAX_AFTER).length;
      if (after > MAX_AFTER) return false;
    }
  return true;
}

const INLINE = new Set(['a', 'span', 'small', 'em', 'label']);
/** Where a line of its own may be an inline element. */
const STANDS_IN = new Set(['div', 'section', 'article', 'main', 'body', 'footer', 'header', 'aside']);
