/** A code span, which keeps its stars, or words between marks: not the star of `*.example`, of 2 * 3, or the lines of snake_case. */
const EMPHASIS = /(`{1,3}).{0,500}?\1|(?<![\w*\\])(\*{1,3}|_{1,3})(?=\S)(.{1,500}?)(?<=\S)\2(?![\w*])/g;

/**
 * A line of Markdown as a person reads it, without its marks; the cells of a table row stand apart with `·`. The counts in the patterns keep a
 * page of nothing but brackets from taking seconds.
 */
export function plainText(line: string): string {
  return line
    .replace(/\s+/g, ' ')
    .replace(/^ ?(?:#{1,6} |> ?|[-*+] |\d+[.)] )+/, '')
    .replace(/!?\[([^\]]{0,500})\]\([^)\s]{0,2000}(?: "[^"]{0,500}")?\)/g, '$1')
    .replace(EMPHASIS, (whole, _code, _mark, stressed?: string) => stressed ?? whole)
    .replace(/(`{1,3})(.{0,500}?)\1/g, '$2')
    .replace(/^ ?\||(?<!\\)\| ?$/g, '')
    .replace(/ ?(?<!\\)\| ?/g, ' · ')
    .replace(/\\(?=[\\|`*_[\]<>#])/g, '')
    .trim();
}
