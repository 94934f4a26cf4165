/**
 * A text in at most `count` messages of at most `max` characters (UTF-16 units, at least 4), cut where a person would pause: between
 * paragraphs, sentences, words. What does not fit is left out, and an ellipsis says so.
 */
export function splitMessage(text: string, max: number, count: number): string[] {
  const messages: string[] = [];
  let rest = text.trim();
  while (rest && messages.length < count) {
    const isLast = messages.length === count - 1;
    if (rest.length <= max) return [...messages, rest];
    const at = pauseIn(rest, isLast ? max - 2 : max);
    messages.push(isLast ? `${rest.slice(0, at).trimEnd()} …` : rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return messages;
}

/** The last good place within `max`, unless it would leave a message half empty. */
function pauseIn(text: string, max: number): number {
  const room = text.slice(0, max);
  for (const pause of [/\n\n(?![\s\S]*\n\n)/, /\n(?![\s\S]*\n)/, /[.!?]\s(?![\s\S]*[.!?]\s)/, /\s(?!.*\s)/s]) {
    const found = pause.exec(room);
    const end = found ? found.index + found[0].trimEnd().length : 0;
    if (end > max / 2) return end;
  }
  // Not between the halves of a surrogate pair.
  return /[\uD800-\uDBFF]$/.test(room) ? max - 1 : max;
}
