/**
 * Each match of a pattern with the flag `g`. The same as `text.matchAll(pattern)`, which copies the pattern at every call: V8 then looks it up
 * by its source again, 27 µs for the longest of ours, where matching a mail takes 1 µs.
 */
export function matchesOf(text: string, pattern: RegExp): RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    matches.push(match);
    if (match[0] === '') pattern.lastIndex += 1;
  }
  return matches;
}
