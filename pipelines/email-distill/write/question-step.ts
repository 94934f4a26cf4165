import type { EvidenceMessage, Step } from '#core/domain/draft.ts';
import { ERROR_LINE, logMessage } from './seen-facts.ts';
import { roleOf } from './sentence-roles.ts';
import { type Block, blocksOf, isListing, type Span } from './sentences.ts';
import { capital, oneLine } from './step-text.ts';

const MAX_QUESTION_LENGTH = 500;
/** "Was fehlt hier?" asks something; a statement of three words is a remark. */
const MIN_ASKING_WORDS = 3;
const MIN_WORDS = 4;
/** A line that reports an error says so at its beginning. */
const MAX_ERROR_START = 40;
/** A mail that asks more is a list of matters. */
const MAX_ASKED = 2;
/** Words that a problem is told with, in the languages we meet. */
const PROBLEM =
  /(?<![\p{L}\p{N}])(?:not?|never|cannot|error|fail\p{L}*|missing|lost|but|however|wrong|twice|double|duplicate\p{L}*|empty|slow\p{L}*|late|broken|stops?|stopped|gone|reject\p{L}*|refus\p{L}*|instead|only|still|crash\p{L}*|hang\p{L}*|stuck|denied|although|though|warn\p{L}*|problem\p{L}*|wrongly|disappear\p{L}*|vanish\p{L}*|obwohl|warnung|problem|bien que|avertissement|problème|aunque|advertencia|problema|sebbene|avviso|hoewel|probleem|embora|trots|selvom|chociaż|nicht|kein\p{L}*|fehlt?|fehler|doppelt|aber|leer|ne|pas|plus|erreur|deux fois|manqu\p{L}*|mais|échou\p{L}*|vide|no|nunca|falla\p{L}*|muri[óo]|vac[íi]\p{L}|pero|non|errore|manca\p{L}*|vuot\p{L}|ma|geen|niet|fout\p{L}*|leeg|maar|não|erro|falh\p{L}*|mas|inte|fel|ingen|men|ikke|fejl\p{L}*|feil|nie|błąd|brak|ale)(?![\p{L}\p{N}])|n['’]t(?!\p{L})/iu;
/** Asks in earnest: with a question word or an auxiliary first, not "any ideas?". */
export const ASKS =
  /(?<![\p{L}\p{N}])(?:how|what|which|why|where|when|can|could|is|are|does|do|should|will|would|has|have|wie|was|warum|wo|welche\p{L}?|wann|kann|können|ist|muss|comment|pourquoi|quel\p{L}*|est-ce|peut|qu['’]\p{L}+|cómo|por qué|qué|cuál|dónde|puedo|se puede|hay|es|come|perché|quale|cosa|dove|posso|è|hoe|waarom|welke|wat|waar|kan|como|por que|qual|onde|hur|varför|vilken|vad|var|kan|hvordan|hvorfor|hvilken|hvad|hva|jak|dlaczego|czy|gdzie|jaki\p{L}*)(?![\p{L}\p{N}])/iu;
const EMPTY_ASKING =
  /^\W{0,9}(?:(?:any (?:ideas?|hints?|help|guess(?:es)?|thoughts|suggestions?|clues?|pointers|tips|advice)|what['’]?s (?:going on|wrong|up)|what is (?:going on|wrong) ?(?:here)?\W*$|can (?:you )?help|what am i (?:doing wrong|missing))|(?:can|could|does|would|has) (?:any(?:one|body)|some(?:one|body))|(?:can|could) you (?:please )?(?:help|advise|check)|what (?:now|next|could (?:this|that|it) be|can (?:this|that|it) be)|was kann das sein|che cosa può essere|perhaps i should|hat jemand|können sie (?:mir|uns) (?:bitte )?helfen|(?:une )?idée|pouvez-vous (?:m['’]|nous )?aider|¿?(?:alguna idea|me (?:pueden|puede) ayudar)|qualche idea|potete aiutar\p{L}+|iemand|alguma ideia|någon idé|nogen idé|jakieś pomysły)/iu;
/** Goes on from another sentence. */
const LEANS =
  /^(?:and|or|but|so|then|which|this|that|these|it|same|finally|subsequently|also|however|und|aber|das|dies\p{L}?|et|mais|cela|ça|y|pero|esto|eso|e|ma|questo|en|maar|dat|och|men|det|og|i|ale|to)(?![\p{L}])/iu;
/** Who speaks, and to whom: what a program printed and what somebody advised says "you" and never "I" or "we". */
const READER = /\byour?\b/i;
const SPEAKER = /\b(?:I|we|my|our|me|us)\b|\?\s{0,9}$/i;
/** A lead to what was seen; without it nothing is left. */
const LEADS_TO_SEEN =
  /\b(?:(?:see|saw|get|got|says?|shows?|gives?|gave|reads?|prints?|returns?)\b[^:]{0,30}|(?:is|are|this|that|these|follows?|following|below|output|error|message)):$/i;
/** A joining word that hangs in the air at the beginning of an article. */
const JOINS = /^(?:(?:but|and|so|then|now|however|also)[, ]+(?:then[, ]+)?)/i;
const ASKING_WORD =
  /^(?:\d{1,2}[.)]\s+)?(?:how|what|which|why|where|can|could|is|are|does|do|should|wie|warum|wo|welche\p{L}?|kann|comment|pourquoi|quel\p{L}*|cómo|qué|come|perché|hoe|waarom|como|hur|varför|hvordan|hvorfor|jak|dlaczego|czy) [^.!?]{1,300}[^.!?:,;]$/iu;
const ABOUT_THE_MAIL =
  /\b(?:see below|here (?:is|are) (?:the|my|some|what)|(?:picture|screenshot|attachment)s?|apologi[sz]e|new question|(?:your|my|this) (?:old )?mail|i have (?:a|some|two|three) questions?|this is urgent|first of all|cc'?ing|i googled|(?:thanks|thank you)|hope|sorry)\b/i;
const PERSONAL = /<(?:PERSON|EMAIL|PHONE|ADDRESS|ACCOUNT|CARD|IBAN|KEY|TOKEN)_\d+>/;

type Part = Span & { readonly text: string; readonly isError?: boolean };
type QuestionSentence = Part & { readonly error: Part | null };

/**
 * The customer's problem in a sentence or two: the statement that says most of the matter, with the error it leads to, and the asking one.
 * `matter` is what subject and answer are about: of several complaints in a mail the one that was answered counts.
 */
export function questionStep(message: EvidenceMessage, matter: string): Step {
  const about = new Set(contentWords(matter));
  const sentences = questionSentences(message);
  const score = (sentence: QuestionSentence) => {
    const words = [...new Set(contentWords(sentence.text))];
    const shared = words.filter((word) => about.has(word)).length;
    const place =
      (sentence === sentences[0] ? 0.5 : 0) -
      (LEANS.test(sentence.text.replace(JOINS, '')) ? 1 : 0) -
      (READER.test(sentence.text) && !SPEAKER.test(sentence.text) ? 1 : 0);
    return shared / Math.sqrt(words.length + 4) + (PROBLEM.test(sentence.text) ? 1 : 0) + (sentence.error ? 1 : 0) + place;
  };
  const ranked = (candidates: readonly QuestionSentence[]) =>
    candidates
      .map((sentence) => ({ sentence, points: score(sentence) }))
      .sort((a, b) => b.points - a.points)
      .map(({ sentence }) => sentence);
  const isAsking = (text: string) => /\?\W{0,9}$/.test(text) || ASKING_WORD.test(text);
  const stated = sentences.filter(
    ({ text }) => ['guidance', 'story', 'guess'].includes(roleOf(text)) && !isAsking(text) && !ABOUT_THE_MAIL.test(text),
  );
  const asking = sentences.filter(({ text }) => isAsking(text) && !EMPTY_ASKING.test(text) && ASKS.test(text));
  // What happens stands before what is asked about it, wherever the mail has them.
  const statements = [...new Set([ranked(stated)[0], stated.find(({ error }) => error)])]
    .filter((sentence) => sentence !== undefined)
    .toSorted((a, b) => a.start - b.start);
  const asked = ranked(asking)
    .slice(0, MAX_ASKED)
    .toSorted((a, b) => a.start - b.start);
  const chosen = [...statements, ...asked];
  const kept = chosen.length ? chosen : sentences.length ? sentences.slice(0, 2) : [{ ...wholeText(message), error: null }];
  return joined(message, kept);
}

/** Whether a mail asks something or states a problem, in its own words or its subject. */
export function asksSomething(text: string, subject: string): boolean {
  return /\?/.test(text) || /\?/.test(subject) || PROBLEM.test(text) || ERROR_LINE.test(text);
}

function joined(message: EvidenceMessage, kept: readonly QuestionSentence[]): Step {
  const opened = kept.map((sentence, index) => (index === 0 ? withoutJoining(message.text, sentence) : sentence));
  const parts: Part[] = opened.flatMap((sentence) => [sentence, ...(sentence.error ? [sentence.error] : [])]);
  const within = parts.reduce((length, { text }) => length + text.length, 0) <= MAX_QUESTION_LENGTH ? parts : parts.slice(0, 1);
  const text = within
    .map(({ text: part }, index) =>
      index < within.length - 1 && /[\p{L}\p{N})"']$/u.test(part) ? `${part}${within[index + 1]?.isError ? ':' : '.'}` : part,
    )
    .join(' ');
  const evidence = within.map(({ start, end }) => ({ messageId: message.id, start, end }));
  return { text: capital(text), evidence, supported: true };
}

function withoutJoining(text: string, sentence: QuestionSentence): QuestionSentence {
  const joining = JOINS.exec(text.slice(sentence.start, sentence.end))?.[0].length ?? 0;
  const own = JOINS.exec(sentence.text)?.[0].length ?? 0;
  return joining && own ? { ...sentence, start: sentence.start + joining, text: sentence.text.slice(own) } : sentence;
}

function contentWords(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}_]+(?:[.:/-][\p{L}\p{N}_]+)*/gu) ?? []).filter((word) => word.length > 3);
}

/** The sentences that may stand in a public question; `error` is the error line that one leads to ("every night we get"). */
function questionSentences(message: EvidenceMessage): QuestionSentence[] {
  const blocks = blocksOf(message.text);
  return blocks.flatMap((block, index) => {
    if ((block.kind !== 'paragraph' && block.kind !== 'item') || isListing(message.text.slice(block.start, block.end))) return [];
    return block.sentences.flatMap((span): QuestionSentence[] => {
      const text = oneLine(message.text.slice(span.start, span.end)).replace(/^(?:\d{1,2}[.)]|[-*•])\s+/, '');
      const least = /\?\W{0,9}$/.test(text) ? MIN_ASKING_WORDS : MIN_WORDS;
      if (PERSONAL.test(text) || (text.match(/\p{L}+/gu) ?? []).length < least) return [];
      const isOpen = span.end === block.end && !/[.!?]\W{0,9}$/.test(text);
      // "… and we get:" leads to the error as well as a sentence that just stops.
      const error = isOpen || /:$/.test(text) ? errorBelow(message.text, blocks[index + 1], blocks[index + 2]) : null;
      if (!isOpen || error || !blocks[index + 1] || ASKING_WORD.test(text)) return [{ ...span, text, error }];
      // "I set it by adding this to main.conf:" says something even without the file.
      const isWhole = /:$/.test(text) && !LEADS_TO_SEEN.test(text);
      return isWhole ? [{ start: span.start, end: span.end - 1, text: text.slice(0, -1), error }] : [];
    });
  });
}

/** The error in the next block, or below the command there that ends in it. */
function errorBelow(text: string, next: Block | undefined, second: Block | undefined): Part | null {
  const error = errorLine(text, next);
  if (error || next?.kind !== 'code' || !second) return error;
  return ERROR_LINE.test(text.slice(second.start, second.start + MAX_ERROR_START)) ? errorLine(text, second) : null;
}

function errorLine(text: string, block: Span | undefined): Part | null {
  if (!block) return null;
  let start = block.start;
  for (const line of text.slice(block.start, block.end).split('\n')) {
    if (ERROR_LINE.test(line) && !/<(?:PERSON|EMAIL|ACCOUNT|KEY|TOKEN)_\d+>/.test(line))
      return { start, end: start + line.length, text: logMessage(line), isError: true };
    start += line.length + 1;
  }
  return null;
}

/** A mail of nothing but a log or half sentences: its first line. */
function wholeText(message: EvidenceMessage): Span & { text: string } {
  const line = /\S.{0,299}/.exec(message.text);
  return line ? { start: line.index, end: line.index + line[0].length, text: line[0] } : { start: 0, end: 0, text: '' };
}
