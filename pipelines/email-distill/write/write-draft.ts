import { sortTags } from '#core/domain/article.ts';
import { sha256 } from '#core/domain/digest.ts';
import type { Draft, Evidence, EvidenceMessage, Step } from '#core/domain/draft.ts';
import { checkEvidence } from '#core/domain/evidence.ts';
import type { PreparedThread } from '../prepare-thread.ts';
import type { Decision } from './decide-thread.ts';
import type { Guidance } from './guidance.ts';
import { roleOf } from './guidance.ts';
import { ERROR_LINE, logMessage, symptomsIn, versionsIn } from './seen-facts.ts';
import { blocksOf, type Span } from './sentences.ts';
import { topicsOf } from './topics.ts';

/** What a draft has before it is compared and stored. */
export type WrittenDraft = Omit<Draft, 'similar' | 'contradictions' | 'audit' | 'version' | 'state'>;

const MAX_TITLE_LENGTH = 110;
const MAX_QUESTION_LENGTH = 500;
/** Subjects that say nothing about the matter. */
const EMPTY_SUBJECT =
  /^(?:(?:a |an |the |my |quick |short |another |urgent |new )*(?:question|questions|help|problem|issue|error|support|request|hello|hi|ticket|anfrage|frage|problem|hilfe|question|aide|problème|pregunta|ayuda|problema|consulta|domanda|aiuto|vraag)s?(?: (?:one|needed|please))?|\(?(?:no subject|kein betreff|ohne betreff|sans objet|sin asunto|nessun oggetto|geen onderwerp)\)?)?[\s!?.:-]*$/i;

/**
 * An article made of the thread's own sentences: each points at the place in the mail that says it. The customer gives title, question and
 * symptoms, support gives the steps. The id is a digest of threads and content, so the same mail makes the same draft.
 */
export function writeDraft(thread: PreparedThread, decision: Extract<Decision, { article: true }>, tags: readonly string[]): WrittenDraft {
  const question = questionStep(decision.question);
  const steps = decision.guidance.map(stepOf);
  const title = titleOf(thread.subject, question.text);
  const messages = thread.messages.filter(({ kind }) => kind === 'person').map(({ id, role, date, text }) => ({ id, role, date, text }));
  const customer = messages.filter(({ role }) => role === 'customer').map(({ text }) => text);
  const appliesTo = versionsIn(messages.map(({ text }) => text).join('\n'));
  const symptoms = symptomsIn(customer);
  const topics = topicsOf([title, question.text, ...symptoms, ...steps.map(({ text }) => text)].join('\n'));
  const draft = {
    title,
    symptoms,
    question,
    steps,
    appliesTo,
    tags: sortTags([...tags, 'source:email', ...topics]),
    threads: [thread.id],
    messages,
  };
  return identified(draft);
}

/** The draft with its id, and with each sentence checked against the mail. */
export function identified(draft: Omit<WrittenDraft, 'id'>): WrittenDraft {
  const content = [
    draft.threads.toSorted(),
    draft.title,
    draft.question.text,
    draft.steps.map(({ text }) => text),
    draft.symptoms,
    draft.appliesTo,
  ];
  const id = sha256(JSON.stringify(content)).slice(0, 20);
  const { question, steps } = checkEvidence({ ...draft, id, version: 1, state: 'proposed', similar: [], contradictions: [], audit: [] });
  return { ...draft, id, question, steps };
}

function stepOf({ message, kind, spans }: Guidance): Step {
  const parts = spans.map(({ start, end }) => message.text.slice(start, end));
  const text = kind === 'code' ? fenced(parts.join('\n')) : capital(parts.map(oneLine).join(' '));
  return { text, evidence: spans.map(({ start, end }) => ({ messageId: message.id, start, end })), supported: true };
}

/** Wrapped lines joined; a quoted question without its marks and number. */
function oneLine(part: string): string {
  const own = part.startsWith('>') ? part.replace(/^>\s?(?:\d{1,2}[.)]\s+)?/gm, '') : part;
  return own.replace(/\s*\n\s*/g, ' ').trim();
}

/** A sentence begins with a capital, unless it begins with a name from code (`log.level.min is …`). */
function capital(text: string): string {
  return /^\p{Ll}[\p{L}'’]*(?=[\s,]|:\s)/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** Code without the indent that all its lines share, in a fence. */
function fenced(code: string): string {
  const lines = code.replace(/^(?:```|~~~).*\n?/gm, '').split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const shared = Math.min(...indents);
  return `\`\`\`\n${lines
    .map((line) => line.slice(shared))
    .join('\n')
    .trimEnd()}\n\`\`\``;
}

/** The customer's problem in a sentence or two: the first that states it, with the error it leads to, and the first that asks. */
function questionStep(message: EvidenceMessage): Step {
  const sentences = questionSentences(message);
  const statements = sentences.filter(({ text }) => roleOf(text) === 'guidance' && !/\?\W*$/.test(text) && !ABOUT_THE_MAIL.test(text));
  const problem = statements.find(({ text }) => PROBLEM.test(text) && !/^(?:and|or|but|und|et|y)\b/.test(text)) ?? statements[0];
  const error = statements.find((sentence) => sentence.error);
  const asks = sentences.find(({ text }) => /\?\W*$/.test(text));
  const chosen = [...new Set([problem, error, asks])].filter((sentence) => sentence !== undefined).toSorted((a, b) => a.start - b.start);
  const kept = chosen.length ? chosen : sentences.length ? sentences.slice(0, 2) : [{ ...wholeText(message), error: null }];
  const parts: Part[] = kept.flatMap((sentence) => [sentence, ...(sentence.error ? [sentence.error] : [])]);
  const within = parts.reduce((length, { text }) => length + text.length, 0) <= MAX_QUESTION_LENGTH ? parts : parts.slice(0, 1);
  const text = within
    .map(({ text: part }, index) =>
      index < within.length - 1 && /[\p{L}\p{N})"']$/u.test(part) ? `${part}${within[index + 1]?.isError ? ':' : '.'}` : part,
    )
    .join(' ');
  return { text: capital(text), evidence: within.map((span) => evidence(message, span)), supported: true };
}

/** Words that a problem is told with, in the languages we meet. */
const PROBLEM =
  /\b(?:not?|never|n't|cannot|can't|error|fail\w*|missing|lost|but|however|aber|mais|pero|wrong|twice|double|duplicate\w*|empty|slow\w*|late|broken|stops?|gone|reject\w*|refus\w*|instead|only|nicht|kein\w*|fehlt?|fehler|doppelt|ne|pas|plus|erreur|deux fois|manqu\w*|no|nunca|error|falla|muri[óo]|non|errore|geen|niet)\b/i;
const ABOUT_THE_MAIL =
  /\b(?:see below|new question|(?:your|my|this) (?:old )?mail|i have (?:a|some|two|three) questions?|this is urgent|first of all)\b/i;

type Part = Span & { readonly text: string; readonly isError?: boolean };
type QuestionSentence = Part & { readonly error: Part | null };

/** The sentences that may stand in a public question; `error` is the error line that one leads to ("every night we get"). */
function questionSentences(message: EvidenceMessage): QuestionSentence[] {
  const blocks = blocksOf(message.text);
  return blocks.flatMap((block, index) => {
    if (block.kind !== 'paragraph' && block.kind !== 'item') return [];
    return block.sentences.flatMap((span): QuestionSentence[] => {
      const text = oneLine(message.text.slice(span.start, span.end)).replace(/^(?:\d{1,2}[.)]|[-*•])\s+/, '');
      if (/<(?:PERSON|EMAIL|PHONE|ADDRESS|ACCOUNT|CARD|IBAN|KEY|TOKEN)_\d+>/.test(text) || (text.match(/\p{L}+/gu) ?? []).length < 4)
        return [];
      const isOpen = span.end === block.end && !/[.!?]\W*$/.test(text);
      // "… and we get:" leads to the error as well as a sentence that just stops.
      const error = isOpen || /:$/.test(text) ? errorLine(message.text, blocks[index + 1]) : null;
      return isOpen && !error && blocks[index + 1] ? [] : [{ ...span, text, error }];
    });
  });
}

function errorLine(text: string, block: Span | undefined): Part | null {
  if (!block) return null;
  let start = block.start;
  for (const line of text.slice(block.start, block.end).split('\n')) {
    if (ERROR_LINE.test(line) && !/<(?:PERSON|EMAIL|ACCOUNT|KEY|TOKEN)_\d+>/.test(line)) {
      const message = logMessage(line);
      return { start, end: start + line.length, text: message, isError: true };
    }
    start += line.length + 1;
  }
  return null;
}

/** A mail of nothing but a log or half sentences: its first line. */
function wholeText(message: EvidenceMessage): Span & { text: string } {
  const line = /\S.{0,299}/.exec(message.text);
  return line ? { start: line.index, end: line.index + line[0].length, text: line[0] } : { start: 0, end: 0, text: '' };
}

function evidence(message: EvidenceMessage, { start, end }: Span): Evidence {
  return { messageId: message.id, start, end };
}

function titleOf(subject: string, question: string): string {
  const clean = subject
    .replace(/<[A-Z]+_\d+>/g, ' ')
    .replace(/\b(?:ticket|case|request|vorgang|demande|caso)\s*[#:]?\s*\d{3,}\b|[[(]?#\d{3,}[\])]?/gi, ' ')
    .replace(/\b(?:urgent|asap|wichtig|dringend|important|urgente)\b[!:\s-]*/gi, ' ')
    .replace(/[?!]{2,}/g, '?')
    .replace(/\s+/g, ' ')
    .replace(/^[\s\-–:,.]+|[\s\-–:,.!]+$/g, '');
  const title = EMPTY_SUBJECT.test(clean) || (clean.match(/\p{L}{2,}/gu) ?? []).length < 2 ? question : clean;
  const full = capital(title);
  return full.length <= MAX_TITLE_LENGTH ? full : `${full.slice(0, MAX_TITLE_LENGTH).replace(/\s+\S*$/, '')}…`;
}
