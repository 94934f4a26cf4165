/** The longest text that is used for a search: the limit of the knowledge base. */
const MAX_QUERY_CHARACTERS = 1_000;
/** A message up to here is a question as it stands; longer ones are mostly pasted logs. */
const LONG_MESSAGE_CHARACTERS = 500;

/**
 * The message as a person sees it: composed characters, plain line breaks, and without invisible, direction and control characters,
 * which can make the program read another text than the eye. What it says is not judged: nothing that a visitor types can do harm,
 * because the assistant has no side effect.
 */
export function screenMessage(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\p{Cf}]/gu, (character) => (character === '\n' || character === '\t' ? character : ''))
    .replace(/[ \t\u00A0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/**
 * What to search for. A short message is its own query. Of a long one (a pasted stack trace) the lines that say most come first: the
 * questions, then lines with an error code or exception, then the rest, up to what a search takes.
 */
export function toQuery(message: string): string {
  if (message.length <= LONG_MESSAGE_CHARACTERS) return message.replace(/\s+/g, ' ');
  const lines = [...new Set(message.split('\n').map((line) => line.trim()))].filter((line) => line && !isStackFrame(line));
  const rank = (line: string) =>
    /\?(?:\s|$)/.test(line) ? 0 : /\b[A-Z]{2,6}-\d{2,6}\b|exception|error|failed|caused by/i.test(line) ? 1 : 2;
  const ranked = lines.map((line, index) => ({ line, index, rank: rank(line) })).sort((a, b) => a.rank - b.rank || a.index - b.index);
  let query = '';
  for (const { line } of ranked) {
    if (query.length >= MAX_QUERY_CHARACTERS) break;
    query += `${query ? ' ' : ''}${line}`;
  }
  return query.slice(0, MAX_QUERY_CHARACTERS);
}

/** `at com.example.Foo.bar(Foo.java:12)`, `... 23 more`: they name code, not the problem. */
function isStackFrame(line: string): boolean {
  return /^at [\w.$/<>]+\(|^\.\.\. \d+ more$/.test(line);
}
