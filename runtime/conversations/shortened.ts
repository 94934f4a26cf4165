/** Two lines of a list. */
const MAX_CHARACTERS = 200;

/** The beginning of a text in one line. Only of what was masked before: half of an address is not known for one. */
export function shortened(text: string, most = MAX_CHARACTERS): string {
  const line = oneLine(text);
  // The cut may have left half of a character.
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
