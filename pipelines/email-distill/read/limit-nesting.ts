/** Mail programs reach about 60; the reader does not look deeper than 400. */
const MAX_OPEN_TAGS = 1_000;
/** Never open for long: without content, or closed by the next of their kind. */
const NOT_NESTING = new Set('br hr img input meta link col area base wbr source p li td th tr dt dd option thead tbody tfoot'.split(' '));
const TAG = /<(\/?)([a-z][a-z0-9]{0,20})[^<>]*>/gi;

/**
 * The HTML without the tags that are open more than {@link MAX_OPEN_TAGS} deep, and without their ends. The parser keeps its open tags in an
 * array that it fills from the front, so its time grows with the square of the depth.
 */
export function limitNesting(html: string): string {
  let open = 0;
  return html.replace(TAG, (tag, slash: string, name: string) => {
    if (NOT_NESTING.has(name.toLowerCase())) return tag;
    if (!slash) {
      open += 1;
      return open > MAX_OPEN_TAGS ? '' : tag;
    }
    open = Math.max(0, open - 1);
    return open >= MAX_OPEN_TAGS ? '' : tag;
  });
}
