import type { PreparedMessage, PreparedThread } from '../prepare-thread.ts';
import { type Guidance, guidanceOf, repliesToStatements, rolesOf, type SaidSentence } from './guidance.ts';
import { openQuestions } from './open-questions.ts';
import { asksSomething } from './question-step.ts';
import { confirms, goesOn, ownWords, saysItWorks, saysNotSolved, takesBack } from './replies.ts';
import { ERROR_LINE } from './seen-facts.ts';
import { GUESS } from './sentence-roles.ts';
import { isSolvedTicket, lastAnswer, namesMatter } from './solved-ticket.ts';
import { type Bar, barOf, holdsAnswer, isMostlyTalk, sharesWords, wordsOf } from './weigh-answer.ts';

/** Why a thread gives no article; the words for people are made where the decision is. */
export type RefusalCode =
  | 'automatic'
  | 'instructs-reader'
  | 'no-question'
  | 'no-support-answer'
  | 'unsolved'
  | 'private'
  | 'transient'
  | 'not-self-contained';

export type Decision =
  | {
      readonly article: true;
      readonly question: PreparedMessage;
      readonly answers: readonly PreparedMessage[];
      readonly guidance: readonly Guidance[];
      readonly confirmed: boolean;
    }
  | {
      readonly article: false;
      readonly code: RefusalCode;
      readonly reason: string;
      /** What somebody who knows would have to answer to make an article of it; empty where none can come of it. */
      readonly questions: readonly string[];
    };

/** Text that speaks to a machine which reads the mail. A thread with such text is no source, whatever else it says. */
const INSTRUCTS_READER =
  /\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|rules|prompts?|guidelines)\b|\b(?:system|developer) (?:prompt|note|message)\b.{0,30}(?::|\bto\b)|\b(?:note|message|instructions?) (?:to|for) (?:the |any |every |all )?(?:\w+ )?(?:ai|bot|llm|assistant|language model|automated|summari[sz]er|article writer|knowledge base)\b|\byou are (?:now )?(?:an? )?(?:ai|assistant|language model|chatbot)\b|\b(?:as|if you are) an? (?:ai|llm|language model|automated reader)\b|\bpublish\b.{0,60}\b(?:article|knowledge base)\b.{0,80}\b(?:says?|that)\b|\bapprove (?:it|this|the (?:draft|article))\b|ignorier\w*.{0,30}anweisungen|ignor\w+.{0,30}instruc\w+/i;
const PRIVATE_ANSWER =
  /\b(?:invoices?|refund(?:ed)?|credit note|purchase order|payment|billing address|(?:your|the) (?:contract|subscription) |bank account|unlocked? (?:your|the) account|(?:reset|changed) your password|one-time (?:link|password)|(?:built|made|prepared|compiled) (?:only )?for (?:you|your)\b|(?:for|to) your \w+ only|your (?:own )?download area|bound to licen[cs]e|(?:your|our) account manager|job application|applicant|salary|medical|rechnung|zahlungsziel|gutschrift|vertrag|kündigung|facture rectifi|remboursement|factura|reembolso|fattura)\b|<(?:CARD|IBAN)_\d+>/i;
const OUTAGE =
  /\b(?:incident|outage|downtime|disruption|maintenance window|status page|störung|ausfall|panne|interruption de service|incidencia|caída del servicio|disservizio)\b/i;
const PASSING =
  /\b(?:today|tonight|this (?:morning|afternoon|evening|night)|since \d{1,2}[:.]\d\d|at the moment|right now|currently|(?:should|will) be (?:back|over|resolved)|is over|has been resolved|heute|momentan|behoben|aujourd'hui|hoy)\b/i;
/** The first mail of the thread thanks for an answer or brings what was asked for: what was asked is in another thread. */
const ANSWERS_AN_EARLIER =
  /^\W{0,9}(?:(?:(?:many |a thousand )?thanks|thank you)(?: (?:a lot|very much|so much|again))? for (?:helping|(?:the|your|that) (?:\w+ )?(?:reply|answer|response|explanation)s?)\b|here (?:is|are) the (?:missing|requested|wanted) \w+|(?:vielen |besten |herzlichen )?dank(?:e)? für (?:ihre|deine|die) (?:\w+ )?(?:antwort|rückmeldung|erklärung)|merci (?:beaucoup )?(?:pour|de) (?:votre|ta|la) (?:\w+ )?(?:réponse|explication)|(?:muchas )?gracias por (?:su|tu|la) (?:\w+ )?(?:respuesta|explicación)|grazie (?:mille )?(?:per|della) (?:la )?(?:\w+ )?(?:risposta|spiegazione)|(?:hartelijk )?(?:bedankt|dank) voor (?:uw|je|het|de) (?:\w+ )?(?:antwoord|reactie|uitleg)|(?:muito )?obrigad[oa] pel[ao] (?:sua )?(?:resposta|explicação)|tack för (?:ditt|svaret|er)|tak(?:k)? for (?:dit|ditt|svaret)|dziękuję za (?:odpowiedź|wyjaśnienie))/iu;
/** In the first mail of a thread. */
const POINTS_BACK =
  /\b(?:your|his|her) (?:last|previous|earlier|recent|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['’]s)?) (?:e-?mail|message|post|reply|answer|letter)s?\b|\b(?:ihre[rn]?|deine[rn]?) (?:letzten?|vorigen?) (?:e-?mail|nachricht|antwort)|\b(?:votre|ton|ta) (?:dernier|dernière|précédent|précédente) (?:e-?mail|message|réponse)|\bsu (?:último|última|anterior) (?:correo|mensaje|respuesta)|\b(?:ultim[ao]|precedente) (?:e-?mail|messaggio|risposta)\b/iu;
/** A mail that only reports, to whom it may interest. */
const TELLS =
  /\b(?:(?:wish|want|wanted|would like|['’]d like|like) to (?:relate|share|announce|document)|for the record|for your information|just (?:an )?fyi|just to let you know|zur information|pour information|para su información|per informazione|ter informatie|för kännedom|til orientering)\b/i;
const REFERS_ELSEWHERE =
  /\b(?:following (?:our|up on our) (?:chat|call|conversation|meeting)|as (?:we )?(?:discussed|agreed)|what we (?:did|discussed)|the other way you mentioned|like last time|as in my (?:last|other) (?:mail|ticket))\b/i;

/** "Logs missing!" asks something; less does not. */
const MIN_QUESTION_WORDS = 2;
/** With fewer nothing was stated at all. */
const MIN_STATED_WORDS = 5;
/** A guess is told at the beginning; later it is an aside. */
const OPENING_LENGTH = 400;
/** An answer that is spread over more mails than this is a discussion. */
const MAX_ANSWERS = 3;
/** Whoever needs an answer asks before that, or shows an error. */
const MAX_REPORT_WORDS = 250;
/** Questions that make a mail a discussion, when it says no more than it asks. */
const MIN_DISCUSSED = 2;
/** Paragraphs and list items of an answer that somebody reads to its end. */
const MAX_PARTS = 60;
/** One quote on top says what the mail is about; more of them carry half of the meaning. */
const MAX_REPLIED_STATEMENTS = 2;

/** What support said after the question and after the last mail in which the customer said that it failed. */
type Answer = {
  readonly question: PreparedMessage;
  readonly failure: PreparedMessage | null;
  readonly answers: readonly PreparedMessage[];
  readonly said: readonly SaidSentence[];
  /** The same by message. */
  readonly spoken: ReadonlyMap<PreparedMessage, readonly SaidSentence[]>;
  /** The answers without what they quote. */
  readonly text: string;
  /** What the customer wrote after them. */
  readonly after: readonly PreparedMessage[];
  readonly confirmed: boolean;
  /** Confirmed in so many words: what was promised or guessed before is at an end. */
  readonly works: boolean;
  /** The guidance of each answer that has some. */
  readonly told: readonly (readonly Guidance[])[];
  /** What it must hold by itself. */
  readonly bar: Bar;
};
type Why = readonly [code: RefusalCode, reason: string];

/**
 * Whether a thread holds an article: a person on the support side states the whole answer, it is public and will be true next month, it makes
 * sense without the thread, and the customer does not say afterwards that it failed. Otherwise it is refused, with the reason and, where an
 * engineer could complete it, with what to answer. When in doubt it refuses.
 */
export function decideThread(thread: PreparedThread): Decision {
  const people = thread.messages.filter(({ kind }) => kind === 'person');
  if (people.length === 0) return refuse(['automatic', automaticReason(thread)]);
  if (people.some(({ text }) => INSTRUCTS_READER.test(text)))
    return refuse(['instructs-reader', 'it contains text that tries to instruct a machine reading it']);
  const asks = people.find(({ role }) => role === 'customer');
  const question = people.find(({ role, text }) => role === 'customer' && countWords(ownWords(text)) >= MIN_QUESTION_WORDS) ?? asks;
  if (!question) return refuse(['no-question', 'no customer asks anything in it']);
  const noQuestion = whyNoQuestion(thread, people, question);
  if (noQuestion) return refuse(noQuestion);

  const answer = answerTo(question, people, isSolvedTicket(thread));
  const unfit = whyUnfit(answer);
  if (unfit) return refuse(unfit);
  const open = whyMissing(people, answer) ?? whyTooLittle(answer) ?? whyOpen(people, answer) ?? whyNoArticle(thread, answer);
  if (open) return refuse(open, openQuestions({ subject: thread.subject, people, question, failure: answer.failure }));
  return { article: true, question, answers: answer.answers, guidance: answer.told.flat(), confirmed: answer.confirmed };
}

/** Whether a mail tells what happened and asks nothing. */
function tellsAStory(text: string): boolean {
  const own = ownWords(text);
  // In a damaged text it stands for a letter: "Universit?t".
  return !/\?(?!\p{L})/u.test(own) && (TELLS.test(own) || (countWords(own) > MAX_REPORT_WORDS && !ERROR_LINE.test(own)));
}

function countWords(text: string): number {
  return (text.match(/\p{L}{2,}/gu) ?? []).length;
}

function refuse([code, reason]: Why, questions: readonly string[] = []): Decision {
  return { article: false, code, reason, questions };
}

function whyNoQuestion(thread: PreparedThread, people: readonly PreparedMessage[], question: PreparedMessage): Why | null {
  // An archive may hold the first mail without its text. Its writer may try again; another one answers it or adds to it.
  const before = people.slice(0, people.indexOf(question));
  if (
    countWords(ownWords(question.text)) < MIN_QUESTION_WORDS ||
    before.some(({ role, writer }) => role === 'customer' && writer !== question.writer)
  )
    return ['no-question', 'the mail that asks has no text'];
  if (people[0]!.role === 'support') return ['no-question', 'support wrote first: an announcement, or the end of something'];
  const isInside = thread.startsInside && question === people[0];
  if (POINTS_BACK.test(ownWords(question.text))) return ['no-question', 'it goes on from a mail that is not in it'];
  if ((isInside && (/^>/m.test(question.text) || !/\?/.test(ownWords(question.text)))) || ANSWERS_AN_EARLIER.test(question.text))
    return ['no-question', 'it begins in the middle: the mail that asks is not in it'];
  // Whoever writes to a help desk asks for something, in whatever words.
  if (isSolvedTicket(thread))
    return namesMatter(thread.subject, ownWords(question.text))
      ? null
      : ['no-question', 'the question names nothing that could be answered'];
  if (!asksSomething(ownWords(question.text), thread.subject) || tellsAStory(question.text))
    return ['no-question', 'the customer asks nothing and reports no problem'];
  return null;
}

function answerTo(question: PreparedMessage, people: readonly PreparedMessage[], isSolved: boolean): Answer {
  const asked = people.indexOf(question);
  const last = (holds: (message: PreparedMessage) => boolean) => people.findLastIndex((message, index) => index > asked && holds(message));
  const failure = last(({ role, text }) => role === 'customer' && saysNotSolved(text));
  const takenBack = last(({ role, text }) => role === 'support' && takesBack(text));
  const all = people.filter(({ role }, index) => role === 'support' && index > Math.max(asked, failure) && index >= takenBack);
  const answers = isSolved ? lastAnswer(people, all) : all;
  const after = people.slice(people.indexOf(answers.at(-1)!) + 1).filter(({ role }) => role === 'customer');
  const spoken = new Map(answers.map((answer) => [answer, rolesOf(answer)]));
  // What another customer says is about their own case.
  const replies = after.filter(({ writer }) => writer === question.writer);
  const confirmed = answers.length > 0 && replies.some(({ text }) => confirms(text));
  const works = confirmed && replies.some(({ text }) => saysItWorks(text));
  return {
    question,
    failure: people[failure] ?? null,
    answers,
    said: [...spoken.values()].flat(),
    spoken,
    text: answers.map(({ text }) => ownWords(text)).join('\n'),
    after,
    confirmed,
    works,
    told: answers.map((answer) => (isDiscussion(spoken.get(answer)!) ? [] : guidanceOf(answer, works))).filter((parts) => parts.length > 0),
    bar: barOf({ isSolved, confirmed }),
  };
}

/** A mail that asks at least as much as it says. One question may be the courtesy at its end. */
function isDiscussion(said: readonly SaidSentence[]): boolean {
  const questions = said.filter(({ role }) => role === 'question').length;
  return questions >= MIN_DISCUSSED && questions >= said.filter(({ role }) => role === 'guidance').length;
}

/** No article can come of it, whatever somebody adds. */
function whyUnfit({ text, question }: Answer): Why | null {
  if (PRIVATE_ANSWER.test(text) || /<(?:CARD|IBAN)_\d+>/.test(question.text))
    return ['private', 'it is a matter of one customer: account, contract, payment or a build of their own'];
  if (OUTAGE.test(text) && PASSING.test(text)) return ['transient', 'it is about an outage of that day'];
  return null;
}

function whyMissing(people: readonly PreparedMessage[], { question, answers }: Answer): Why | null {
  if (answers.length > 0) return null;
  const isAnswered = people.some(({ role }, index) => role === 'support' && index > people.indexOf(question));
  return isAnswered
    ? ['unsolved', 'the customer says that the answer did not help']
    : ['no-support-answer', 'nobody from support answered'];
}

/** Few words guide; what else was said tells why. */
function whyTooLittle({ said, told, failure, confirmed, question, bar }: Answer): Why | null {
  const words = wordsOf(told.flat());
  if (words >= bar.words) return null;
  const has = hasRole(said);
  if (has('promise')) return ['unsolved', 'support promised to look into it, and the outcome is not told'];
  if (has('elsewhere')) return ['unsolved', 'it went on elsewhere: in a call, another ticket or a file'];
  if (failure) return ['unsolved', 'the customer says that the answer did not help, and no other one follows'];
  if (has('asks-for-material') || has('question')) return ['unsolved', 'support only asked back'];
  if (has('guess') && !confirmed) return ['unsolved', 'the answer is a guess that nobody confirmed'];
  if (REFERS_ELSEWHERE.test(question.text)) return ['not-self-contained', 'question and answer point to a conversation that is not here'];
  return words < MIN_STATED_WORDS
    ? ['no-support-answer', 'support did not state an answer']
    : ['not-self-contained', 'the answer is too short to be understood without the thread'];
}

/** The end of it is not in the mail. What works is at an end, whatever was promised before; thanks alone end no promise. */
function whyOpen(people: readonly PreparedMessage[], { question, text, spoken, after, answers, confirmed, works }: Answer): Why | null {
  if (works) return null;
  const has = hasRole(lastTurn(people, answers).flatMap((message) => spoken.get(message) ?? []));
  if (has('elsewhere')) return ['unsolved', 'it went on elsewhere: in a call, another ticket or a file'];
  if (has('promise')) return ['unsolved', 'support promised to come back, and the outcome is not told'];
  if (has('asks-for-material') || has('question')) return ['unsolved', 'support asked back as well, and the reply is not told'];
  if (GUESS.test(text.slice(0, OPENING_LENGTH))) return ['unsolved', 'the answer is a guess that nobody confirmed'];
  if (confirmed) return null;
  if (after.some((reply) => goesOn(reply.text)))
    return ['unsolved', 'the customer wrote again after the last answer, and does not say that it helped'];
  if (othersBefore(people, question, answers)) return ['unsolved', 'others took part, and whoever asked does not say that it helped'];
  if (turns(people, answers) > 1) return ['unsolved', 'it went back and forth, and nobody says what helped in the end'];
  return null;
}

/** It is at an end, and yet nobody could use it. */
function whyNoArticle({ subject }: PreparedThread, { question, answers, said, text, told, bar }: Answer): Why | null {
  const guidance = told.flat();
  if (REFERS_ELSEWHERE.test(text)) return ['not-self-contained', 'the answer points to a conversation that is not here'];
  if (guidance.length > MAX_PARTS) return ['not-self-contained', 'it is as long as a manual, or a listing'];
  if (told.length > MAX_ANSWERS) return ['not-self-contained', 'it is a discussion: the answer is spread over many mails'];
  if (answers.reduce((sum, answer) => sum + repliesToStatements(answer), 0) > MAX_REPLIED_STATEMENTS)
    return ['not-self-contained', 'it goes through what the customer wrote, line by line'];
  if (!holdsAnswer(guidance, bar)) return ['no-support-answer', 'support neither says what to do nor gives the reason'];
  if (!sharesWords(`${subject}\n${question.text}`, guidance, bar))
    return ['not-self-contained', 'question and answer have no words in common'];
  if (isMostlyTalk(said, guidance, bar)) return ['not-self-contained', 'it is more talk than answer'];
  return null;
}

function hasRole(said: readonly SaidSentence[]): (role: SaidSentence['role']) => boolean {
  return (role) => said.some((sentence) => sentence.role === role);
}

/** The answers since the customer last wrote before them: what an earlier one asked or promised, the later ones took up. */
function lastTurn(people: readonly PreparedMessage[], answers: readonly PreparedMessage[]): readonly PreparedMessage[] {
  const end = people.indexOf(answers.at(-1)!);
  const start = people.findLastIndex(({ role }, index) => index < end && role === 'customer');
  return people.slice(start + 1, end + 1);
}

/** Whether another customer wrote before the last answer: it may be for them. */
function othersBefore(
  people: readonly PreparedMessage[],
  { writer: asker }: PreparedMessage,
  answers: readonly PreparedMessage[],
): boolean {
  const end = people.indexOf(answers.at(-1)!);
  return people.some(({ role, writer }, index) => index < end && role === 'customer' && writer !== asker);
}

/** How often support began to write anew after a customer's mail. */
function turns(people: readonly PreparedMessage[], answers: readonly PreparedMessage[]): number {
  return answers.filter((answer) => people[people.indexOf(answer) - 1]?.role !== 'support').length;
}

function automaticReason(thread: PreparedThread): string {
  const kinds = new Set(thread.messages.map(({ kind }) => kind));
  if (kinds.has('bulk')) return 'automatic mail: a newsletter or another mass mailing';
  return kinds.has('bounce') ? 'automatic mail: a bounce' : 'automatic mail: an out-of-office or other automatic reply';
}
