import type { Masker } from '#core/domain/redact.ts';
import { mainQuestion } from './main-question.ts';
import type { ReadRequest } from './read-request.ts';

/** A subject line; Zendesk's list shows about as much. */
const MAX_SUMMARY_CHARACTERS = 120;
/** So much of a long request is looked through for a line. */
const MAX_LINE_CHARACTERS = 2_000;

/**
 * One masked line for a subject: the first sentence that tells of something, else whatever stands first. `masker` has read the whole
 * request, so that it knows the names in it.
 */
export function summaryOf(request: ReadRequest, content: string, masker: Masker): string {
  const told = mainSentence(request) ?? content.trim();
  return summaryLine(told, masker);
}

/** Any text as a summary: masked first, then cut, since a half of an address is not known for one. */
export function summaryLine(text: string, masker: Masker): string {
  const line = plainLine(masker.mask(plainLine(text.slice(0, MAX_LINE_CHARACTERS))).text);
  if (line.length <= MAX_SUMMARY_CHARACTERS) return line;
  const cut = line.slice(0, MAX_SUMMARY_CHARACTERS - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > MAX_SUMMARY_CHARACTERS / 2 ? cut.slice(0, space) : cut).toWellFormed().trimEnd()}…`;
}

function mainSentence(request: ReadRequest): string | null {
  const question = mainQuestion(request);
  if (question === null) return request.written[0] ?? null;
  // The question begins with what it leans on; a subject is the first sentence of it.
  return request.written.find((sentence) => question.startsWith(sentence)) ?? question;
}

function plainLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}
