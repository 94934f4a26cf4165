/** Wrapped lines joined; a quoted question without its marks and number. */
export function oneLine(part: string): string {
  const own = part.replace(/^>\s?(?:\d{1,2}[.)]\s+)?/gm, '');
  return own.replace(/\s+/g, ' ').trim();
}

/** A sentence begins with a capital, unless it begins with a name from code (`log.level.min is …`). */
export function capital(text: string): string {
  return /^\p{Ll}[\p{L}'’]*(?=[\s,]|:\s)/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** `<HOST_1>:~$ ls`: whose machine it was is of no interest. */
const MASKED_PROMPT = /^<[A-Z]{2,12}_\d{1,6}>:\S{0,80}?([#$>])(?=\s|$)/;

/** Code without the indent that all its lines share and without the names of machines, in a fence. */
export function fenced(code: string): string {
  const lines = code.replace(/^(?:```|~~~).*\n?/gm, '').split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const shared = indents.reduce((least, indent) => Math.min(least, indent), indents[0] ?? 0);
  const own = lines.map((line) => line.slice(shared).replace(MASKED_PROMPT, '$1')).filter((line) => !/^[#$>]\s*$/.test(line));
  return `\`\`\`\n${own.join('\n').trimEnd()}\n\`\`\``;
}
