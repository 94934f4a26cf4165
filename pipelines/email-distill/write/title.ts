import { capital } from './step-text.ts';

const MAX_TITLE_LENGTH = 110;
/** A shorter sentence names nothing. */
const MIN_TITLE_SENTENCE = 20;
/** Subjects that say nothing about the matter. */
const EMPTY_SUBJECT =
  /^(?:(?:a |an |the |my |our |quick |short |another |urgent |new |kurze? |petite |una |un |une )*(?:question|questions|help|problem|issue|error|support|request|hello|hi|ticket|anfrage|frage|problem|hilfe|question|aide|problème|pregunta|ayuda|problema|consulta|domanda|aiuto|vraag|hulp|pergunta|ajuda|dúvida|fråga|hjälp|spørgsmål|spørsmål|hjælp|hjelp|pytanie|pomoc)s?(?: (?:one|needed|please|mit .{1,30}|with .{1,30}))?|\(?(?:no subject|kein betreff|ohne betreff|sans objet|sin asunto|nessun oggetto|geen onderwerp|sem assunto|inget ämne|brak tematu)\)?)?[\s!?.:-]*$|\bdigest,? vol(?:ume)?\b/i;

/** What the article is called: the subject without tokens, ticket numbers and urgency, or the question where the subject says nothing. */
export function titleOf(subject: string, question: string): string {
  const clean = subject
    .replace(/<[A-Z]+_\d+>/g, ' ')
    .replace(/\b(?:ticket|case|request|vorgang|demande|caso)\s*[#:]?\s*\d{3,}\b|[[(]?#\d{3,}[\])]?/gi, ' ')
    .replace(/\b(?:urgent|asap|wichtig|dringend|important|urgente|importante|pilne|brådskande)\b[!:\s-]*/gi, ' ')
    .replace(/[?!]{2,}/g, '?')
    .replace(/\s+/g, ' ')
    .replace(/^[\s\-–:,.]+/, '')
    .trimEnd();
  const bare = clean.slice(0, clean.length - (/[\s\-–:,.!]{1,20}$/.exec(clean)?.[0].length ?? 0));
  const title = EMPTY_SUBJECT.test(bare) || (bare.match(/\p{L}{2,}/gu) ?? []).length < 2 ? firstQuestion(question) : bare;
  const full = capital(title);
  return full.length <= MAX_TITLE_LENGTH ? full : `${full.slice(0, MAX_TITLE_LENGTH).replace(/\s\S*$/, '')}…`;
}

/** Of a statement and a question that follows it, the first that fits the line. */
function firstQuestion(question: string): string {
  if (question.length <= MAX_TITLE_LENGTH) return question;
  const fitting = question
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => sentence.length <= MAX_TITLE_LENGTH && sentence.length > MIN_TITLE_SENTENCE);
  return fitting.find((sentence) => sentence.endsWith('?')) ?? fitting[0] ?? question;
}
