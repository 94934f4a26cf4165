import { termCounts } from '../compare/text-likeness.ts';
import type { PreparedMessage, PreparedThread } from '../prepare-thread.ts';
import { type Guidance, guidanceOf, rolesOf } from './guidance.ts';
import { openQuestions } from './open-questions.ts';
import { asksSomething } from './question-step.ts';
import { GUESS } from './sentence-roles.ts';
import { blocksOf } from './sentences.ts';
import { isCore, substanceOf } from './substance.ts';

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
const NOT_SOLVED =
  /\b(?:still (?:the same|not|no|an?|have|having|cannot|can't|won't|there|stuck|does(?:n't| not)|do(?:n't| not)|get|getting|see|seeing|fail|failing|happen)|same (?:error|problem|result|issue|behaviou?r|thing)|(?:did|does|do)(?:n't| not) (?:help|work|change|fix|solve)|no (?:luck|change|difference|improvement)|(?:is|are)(?:n't| not) (?:working|solved|fixed|gone)|not (?:working|solved|fixed)|without success|(?:came|is|are) back again|sad to say|no joy|one step further|(?:that|this|it) (?:was|is)(?:n't| not) (?:it|the (?:problem|cause|reason|issue))|immer noch|nach wie vor|hilft (?:leider )?nicht|hat (?:leider )?nicht geholfen|funktioniert (?:leider )?nicht|toujours (?:pas|le même|la même)|ne (?:fonctionne|marche) (?:toujours )?pas|sigue (?:sin|igual|fallando|dando)|todavía no|no funciona|non funziona|ancora lo stesso|werkt (?:nog )?niet|nie działa)/i;
const SOLVED =
  /\b(?:works?(?: (?:now|again|fine|good|great|well|perfectly))?[,.! ]|working (?:now|fine|again|good)|it'?s working|solved|resolved|fixed|that was it|that did it|did the (?:trick|job)|gone|all (?:good|green|ok|fine)|confirmed|perfect|understood|you can close|please close|may be closed|no more|quiet|thanks|thank you|behoben|gelöst|funktioniert (?:jetzt|nun|wieder)|läuft|danke|parfait|résolu|merci|fonctionne|resuelto|gracias|funciona|risolto|grazie|opgelost|bedankt|fungerar|tack|działa|dzi[eę]ki|obrigad[oa]|works$)/i;
/** Says so in so many words; the rest of {@link SOLVED} only thanks. */
const WORKS =
  /(?<![\p{L}])(?:works?|working|worked|solved|resolved|fixed|that was it|that did it|did the (?:trick|job)|gone|all (?:good|green|ok|fine)|confirm(?:ed)?|close|closed|no more|quiet|sorted|behoben|gelöst|funktioniert|läuft|klappt|résolu|fonctionne|marche|resuelto|funciona|solucionado|risolto|funziona|opgelost|werkt|resolvido|löst|fungerar|løst|virker|fungerer|działa|rozwiązane)(?![\p{L}])/iu;
/** Thanks, but. */
const RAISES =
  /\?(?:\s|$)|(?<![\p{L}])(?:however|but|unfortunately|another (?:question|problem|error|issue)|one step further|hurdle|instead|now i (?:get|have)|aber|jedoch|leider|mais|cependant|malheureusement|pero|sin embargo|ma|però|purtroppo|maar|helaas|mas|porém|infelizmente|men|tyvärr|desværre|dessverre|ale|niestety)(?![\p{L}])/iu;
const PRIVATE_ANSWER =
  /\b(?:invoices?|refund(?:ed)?|credit note|purchase order|payment|billing address|(?:your|the) (?:contract|subscription) |bank account|unlocked? (?:your|the) account|(?:reset|changed) your password|one-time (?:link|password)|(?:built|made|prepared|compiled) (?:only )?for (?:you|your)\b|(?:for|to) your \w+ only|your (?:own )?download area|bound to licen[cs]e|(?:your|our) account manager|job application|applicant|salary|medical|rechnung|zahlungsziel|gutschrift|vertrag|kündigung|facture rectifi|remboursement|factura|reembolso|fattura)\b|<(?:CARD|IBAN)_\d+>/i;
const OUTAGE =
  /\b(?:incident|outage|downtime|disruption|maintenance window|status page|störung|ausfall|panne|interruption de service|incidencia|caída del servicio|disservizio)\b/i;
const PASSING =
  /\b(?:today|tonight|this (?:morning|afternoon|evening|night)|since \d{1,2}[:.]\d\d|at the moment|right now|currently|(?:should|will) be (?:back|over|resolved)|is over|has been resolved|heute|momentan|behoben|aujourd'hui|hoy)\b/i;
const REFERS_ELSEWHERE =
  /\b(?:following (?:our|up on our) (?:chat|call|conversation|meeting)|as (?:we )?(?:discussed|agreed)|what we (?:did|discussed)|the other way you mentioned|like last time|as in my (?:last|other) (?:mail|ticket))\b/i;

/** Support takes back what it wrote before; what counts begins here. */
const CORRECTS =
  /(?<![\p{L}])(?:correction:|(?:i|we) (?:was|were) (?:wrong|mistaken)|(?:please )?(?:forget|ignore|disregard) (?:what (?:i|we) (?:wrote|said)|my (?:last|previous|first|earlier) (?:e-?mail|mail|message|answer|reply))|my (?:last|previous|first|earlier) (?:e-?mail|mail|message|answer|advice) was (?:wrong|not right)|korrektur:|da habe ich mich (?:geirrt|vertan)|meine letzte (?:mail|antwort) war falsch|je me suis trompée?|me equivoqué|mi sono sbagliat[oa]|ik had het mis|eu (?:me )?enganei(?:-me)?|jag hade fel|jeg tog fejl|jeg tok feil|pomyliłe?[mł]\p{L}{0,2})(?![\p{L}])/iu;

/** "Logs missing!" asks something; less does not. */
const MIN_QUESTION_WORDS = 2;
/** Fewer words than this explain nothing to somebody who was not there. */
const MIN_GUIDANCE_WORDS = 20;
/** Points of substance (see {@link substanceOf}) that an answer needs: a step and what it is done with, or a reason and two facts. */
const MIN_SUBSTANCE = 3;
/** An answer that nobody says anything about must hold more by itself. */
const MIN_UNCONFIRMED_SUBSTANCE = 4;
/** With more stories, guesses and remarks among the sentences of an answer it is talk. */
const MAX_TALK_SHARE = 0.4;
const MAX_UNCONFIRMED_TALK_SHARE = 0.25;
const TALK = new Set(['story', 'aside', 'passing']);
/** Question and answer in two languages still share names; without this they are about different things. */
const MIN_SHARED_TERMS = 2;
const STEM_LENGTH = 4;
/** And of the whole mails, with their small talk, at most this share. */
const MAX_SMALL_TALK_SHARE = 0.5;
/** A longer mail of thanks goes on about something. */
const MAX_THANKS_WORDS = 60;
/** An answer that is spread over more mails than this is a discussion. */
const MAX_ANSWERS = 3;

/**
 * Whether a thread holds an article: a person on the support side states the whole answer, it is public and will be true next month, it makes
 * sense without the thread, and the customer does not say afterwards that it failed. Otherwise it is refused, with the reason.
 */
export function decideThread(thread: PreparedThread): Decision {
  const people = thread.messages.filter(({ kind }) => kind === 'person');
  if (people.length === 0) return refuse('automatic', automaticReason(thread));
  if (people.some(({ text }) => INSTRUCTS_READER.test(text)))
    return refuse('instructs-reader', 'it contains text that tries to instruct a machine reading it');
  // An archive may hold the first mail without its text.
  const asked = people.findIndex(
    ({ role, text }) => role === 'customer' && (ownWords(text).match(/\p{L}{2,}/gu) ?? []).length >= MIN_QUESTION_WORDS,
  );
  const question = people[asked];
  if (!question) return refuse('no-question', 'no customer asks anything in it');
  if (!asksSomething(ownWords(question.text), thread.subject))
    return refuse('no-question', 'the customer asks nothing and reports no problem');
  const failure = people.findLastIndex(({ role, text }, index) => index > asked && role === 'customer' && NOT_SOLVED.test(ownWords(text)));
  const takenBack = people.findLastIndex(({ role, text }, index) => index > asked && role === 'support' && CORRECTS.test(ownWords(text)));
  const notEnough = (code: RefusalCode, reason: string): Decision => ({
    article: false,
    code,
    reason,
    questions: openQuestions({ subject: thread.subject, people, question, failure: people[failure] ?? null }),
  });
  if (!people.some(({ role }, index) => role === 'support' && index > asked))
    return notEnough('no-support-answer', 'nobody from support answered');
  const answers = people.filter(({ role }, index) => role === 'support' && index > Math.max(asked, failure) && index >= takenBack);
  if (answers.length === 0) return notEnough('unsolved', 'the customer says that the answer did not help');

  const said = answers.flatMap(rolesOf);
  const text = answers.map((answer) => ownWords(answer.text)).join('\n');
  if (PRIVATE_ANSWER.test(text) || /<(?:CARD|IBAN)_\d+>/.test(question.text))
    return refuse('private', 'it is a matter of one customer: account, contract, payment or a build of their own');
  if (OUTAGE.test(text) && PASSING.test(text)) return refuse('transient', 'it is about an outage of that day');
  const after = people.slice(people.indexOf(answers.at(-1)!) + 1).filter(({ role }) => role === 'customer');
  const confirmed = after.some(({ text: reply }) => confirms(ownWords(reply)));
  const told = answers.map((answer) => guidanceOf(answer, confirmed)).filter((parts) => parts.length > 0);
  const guidance = told.flat();
  const words = countWords(guidance);
  const has = (role: string) => said.some((sentence) => sentence.role === role);

  if (words < MIN_GUIDANCE_WORDS) {
    if (has('promise')) return notEnough('unsolved', 'support promised to look into it, and the outcome is not in the mail');
    if (has('elsewhere')) return notEnough('unsolved', 'it went on in a call or in a file that the mail does not hold');
    if (failure >= 0) return notEnough('unsolved', 'the customer says that the answer did not help, and no other one follows');
    if (has('asks-for-material') || has('question')) return notEnough('unsolved', 'support only asked back');
    if (has('guess') && !confirmed) return notEnough('unsolved', 'the answer is a guess that nobody confirmed');
    if (REFERS_ELSEWHERE.test(question.text))
      return notEnough('not-self-contained', 'question and answer point to a conversation that is not in the mail');
    return words < 5
      ? notEnough('no-support-answer', 'support did not state an answer')
      : notEnough('not-self-contained', 'the answer is too short to be understood without the thread');
  }
  if (has('elsewhere') && !confirmed) return notEnough('unsolved', 'it went on in a call or in a file that the mail does not hold');
  if (has('promise') && !confirmed) return notEnough('unsolved', 'support promised to come back, and the outcome is not in the mail');
  if ((has('asks-for-material') || has('question')) && !confirmed)
    return notEnough('unsolved', 'support asked back as well, and the reply is not in the mail');
  if (GUESS.test(text.slice(0, 400)) && !confirmed) return notEnough('unsolved', 'the answer is a guess that nobody confirmed');
  if (REFERS_ELSEWHERE.test(text)) return notEnough('not-self-contained', 'the answer points to a conversation that is not in the mail');
  if (!confirmed && after.some(({ text: reply }) => goesOn(ownWords(reply))))
    return notEnough('unsolved', 'the customer wrote again after the last answer, and does not say that it helped');
  if (!confirmed && inTurns(people, answers) > 1)
    return notEnough('unsolved', 'it went back and forth, and nobody says what helped in the end');
  if (told.length > MAX_ANSWERS) return notEnough('not-self-contained', 'it is a discussion: the answer is spread over many mails');
  const sentences = sentencesOf(guidance);
  const points = sentences.map(substanceOf).reduce((sum, point) => sum + point, guidance.some(({ kind }) => kind === 'code') ? 1 : 0);
  if (!sentences.some(isCore) || points < (confirmed ? MIN_SUBSTANCE : MIN_UNCONFIRMED_SUBSTANCE))
    return notEnough('no-support-answer', 'support neither says what to do nor gives the reason');
  if (sharedTerms(`${thread.subject}\n${question.text}`, sentences.join('\n')) < MIN_SHARED_TERMS)
    return notEnough('not-self-contained', 'question and answer have no words in common');
  const isTalk = ({ role }: { role: string }) => TALK.has(role) || (role === 'guess' && !confirmed);
  const answering = new Set(guidance.map(({ message, spans }) => `${message.id} ${blockStart(message.text, spans.at(-1)!.start)}`));
  const talk = said.filter((sentence) => isTalk(sentence) && answering.has(sentence.block)).length;
  if (talk > (talk + sentences.length) * (confirmed ? MAX_TALK_SHARE : MAX_UNCONFIRMED_TALK_SHARE))
    return notEnough('not-self-contained', 'it is more talk than answer');
  if (said.filter(isTalk).length > said.length * MAX_SMALL_TALK_SHARE)
    return notEnough('not-self-contained', 'it is more talk than answer');
  return { article: true, question, answers, guidance, confirmed };
}

function refuse(code: RefusalCode, reason: string): Decision {
  return { article: false, code, reason, questions: [] };
}

/** Whether a customer's mail says that it is solved: in so many words, or by a short thanks that raises nothing new. */
function confirms(own: string): boolean {
  if (NOT_SOLVED.test(own) || !SOLVED.test(own)) return false;
  return WORKS.test(own) ? countWordsOf(own) <= MAX_THANKS_WORDS || !RAISES.test(own) : !goesOn(own);
}

/** Whether a reply raises something or is too long to be a farewell. */
function goesOn(own: string): boolean {
  return RAISES.test(own) || countWordsOf(own) > MAX_THANKS_WORDS;
}

/** Where the paragraph of a place begins. */
function blockStart(text: string, at: number): number {
  return blocksOf(text).findLast(({ start }) => start <= at)?.start ?? 0;
}

/** How often support began to write anew after a customer's mail. */
function inTurns(people: readonly PreparedMessage[], answers: readonly PreparedMessage[]): number {
  return answers.filter((answer) => people[people.indexOf(answer) - 1]?.role !== 'support').length;
}

function sharedTerms(question: string, answer: string): number {
  // The first letters of a word are the same in most of its forms.
  const terms = (text: string) => new Set([...termCounts(text.replace(/[._/:-]/g, ' ')).keys()].map((term) => term.slice(0, STEM_LENGTH)));
  const asked = terms(question);
  return [...terms(answer)].filter((term) => asked.has(term)).length;
}

/** The guidance in prose, by sentence. */
function sentencesOf(guidance: readonly Guidance[]): string[] {
  return guidance
    .filter(({ kind }) => kind !== 'code')
    .flatMap(({ message, spans }) => spans.map(({ start, end }) => message.text.slice(start, end)));
}

function automaticReason(thread: PreparedThread): string {
  const kinds = new Set(thread.messages.map(({ kind }) => kind));
  if (kinds.has('bulk')) return 'automatic mail: a newsletter or another mass mailing';
  return kinds.has('bounce') ? 'automatic mail: a bounce' : 'automatic mail: an out-of-office or other automatic reply';
}

/** A text without the lines it quotes. */
function ownWords(text: string): string {
  return text.replace(/^>.*$/gm, '');
}

function countWordsOf(text: string): number {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).length;
}

function countWords(guidance: readonly Guidance[]): number {
  return guidance
    .flatMap(({ message, spans }) => spans.map(({ start, end }) => message.text.slice(start, end)))
    .reduce((sum, text) => sum + (text.match(/[\p{L}\p{N}]+/gu) ?? []).length, 0);
}
