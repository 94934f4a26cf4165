import { type Element, isTag, isText, type ParentNode } from 'domhandler';
import { isSilent, textOf } from './page-tree.ts';

/** Where frameworks put the page when their script has run, by id. */
const MOUNT_ID =
  /^(?:_*(?:root|app|next|nuxt|gatsby|sapper|svelte|layout)|(?:react|vue|app|main|docs|page)-?(?:root|app|container|mount)|q-app|mount|application|swagger-?ui|redoc(?:-container)?|rapidoc|docusaurus|book-app)$/i;
/** `app-root`, `rapi-doc`: elements that only a script knows, named as what holds a page. */
const MOUNT_TAG = /-(?:root|app|docs?|api|shell|view|outlet)$|^redoc$/;
const ASKS_FOR_SCRIPT =
  /\b(?:enable|activate|turn on|requires?|needs?|without)\b[^.]{0,60}\bjava-?script\b|\bjava-?script\b[^.]{0,60}\b(?:enabled?|required|needed|disabled|turned)\b/i;
const WAITING = /^(?:(?:please )?wait|loading|initiali[sz]ing|starting|one moment|just a moment)\b.{0,30}$/i;
/** What a shell may say beside the place for its page: a name, a line about cookies. */
const SHELL_TEXT = 200;
/** Less than a sentence. */
const NEARLY_NOTHING = 80;
/** Around the text, on every page. */
const FRAME = /^(?:nav|header|footer|aside|button|select|dialog|form)$/;
const FRAME_ROLE = /^(?:navigation|banner|contentinfo|search|menu|status|progressbar|alert|dialog)$/;

/**
 * Whether the page as sent is a shell that JavaScript fills: scripts, and no text of its own but for what stands around, or little beside
 * an empty place for it. A short page that is written out is none, nor is one that only forwards. `elements` are all of the page.
 */
export function needsScript(page: ParentNode, elements: readonly Element[]): boolean {
  const scripts = elements.filter(({ name, attribs }) => name === 'script' && /^(?:module|text\/javascript)?$/i.test(attribs.type ?? ''));
  const isElsewhere = elements.some(({ name, attribs }) => name === 'frame' || (name === 'iframe' && attribs.src));
  if (scripts.length === 0 || isElsewhere || scripts.every(isForwarding)) return false;
  const length = ownText(page, SHELL_TEXT);
  if (length === 0) return true;
  if (length >= SHELL_TEXT) return false;
  return (
    elements.some(isEmptyMount) || (length < NEARLY_NOTHING && elements.some(({ name, children }) => name === 'noscript' && asks(children)))
  );
}

function isForwarding(script: Element): boolean {
  return (
    !script.attribs.src &&
    script.children.some(
      (child) => isText(child) && /\blocation(?:\.href)?\s*=|\blocation\.(?:replace|assign)\(/.test(child.data.slice(0, 2_000)),
    )
  );
}

/** Characters of the text that is neither around nor a sign that something comes; counting ends at `enough`. */
function ownText(node: ParentNode, enough: number): number {
  let length = 0;
  for (const child of node.children) {
    if (length >= enough) break;
    if (isText(child)) {
      const text = child.data.slice(0, 2_000).trim();
      if (/[\p{L}\p{N}]/u.test(text) && !WAITING.test(text)) length += text.length;
    } else if (isTag(child) && !isSilent(child) && !isAround(child)) length += ownText(child, enough - length);
  }
  return length;
}

function isAround({ name, attribs }: Element): boolean {
  return (
    name === 'title' ||
    FRAME.test(name) ||
    FRAME_ROLE.test(attribs.role ?? '') ||
    attribs.hidden !== undefined ||
    attribs['aria-hidden'] === 'true' ||
    attribs['aria-busy'] === 'true' ||
    /display\s*:\s*none/i.test((attribs.style ?? '').slice(0, 500))
  );
}

function isEmptyMount(element: Element): boolean {
  const { name, attribs } = element;
  const isMount =
    MOUNT_ID.test(attribs.id ?? '') ||
    MOUNT_TAG.test(name) ||
    name === 'main' ||
    attribs.role === 'main' ||
    attribs['ng-app'] !== undefined;
  return isMount && ownText(element, 1) === 0;
}

function asks(children: ParentNode['children']): boolean {
  return children.some((child) => ASKS_FOR_SCRIPT.test(textOf(child).slice(0, 1_000)));
}
