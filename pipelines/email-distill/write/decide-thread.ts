import type { PreparedMessage, PreparedThread } from '../prepare-thread.ts';
import { type Guidance, guidanceOf, rolesOf } from './guidance.ts';

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
  | { readonly article: false; readonly code: RefusalCode; readonly reason: string };

/** Text that speaks to a machine which reads the mail. A thread with such text is no source, whatever else it says. */
const INSTRUCTS_READER =
  /\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|rules|prompts?|guidelines)\b|\b(?:system|developer) (?:prompt|note|message)\b.{0,30}(?::|\bto\b)|\b(?:note|message|instructions?) (?:to|for) (?:the |any |every |all )?(?:\w+ )?(?:ai|bot|llm|assistant|language model|automated|summari[sz]er|article writer|knowledge base)\b|\byou are (?:now )?(?:an? )?(?:ai|assistant|language model|chatbot)\b|\b(?:as|if you are) an? (?:ai|llm|language model|automated reader)\b|\bpublish\b.{0,60}\b(?:article|knowledge base)\b.{0,80}\b(?:says?|that)\b|\bapprove (?:it|this|the (?:draft|article))\b|ignorier\w*.{0,30}anweisungen|ignor\w+.{0,30}instruc\w+/i;
const NOT_SOLVED =
  /\b(?:still (?:the same|not|no|does(?:n't| not)|do(?:n't| not)|get|getting|see|seeing|fail|failing|happen)|same (?:error|problem|result|issue|behaviou?r|thing)|(?:did|does|do)(?:n't| not) (?:help|work|change|fix|solve)|no (?:luck|change|difference|improvement)|(?:is|are)(?:n't| not) (?:working|solved|fixed|gone)|not (?:working|solved|fixed)|without success|(?:came|is|are) back again|immer noch|nach wie vor|hilft (?:leider )?nicht|hat (?:leider )?nicht geholfen|funktioniert (?:leider )?nicht|toujours (?:pas|le même|la même)|ne (?:fonctionne|marche) (?:toujours )?pas|sigue (?:sin|igual|fallando|dando)|todavía no|no funciona|non funziona|ancora lo stesso|werkt (?:nog )?niet|nie działa)/i;
const SOLVED =
  /\b(?:works?(?: (?:now|again|fine|good|great|well|perfectly))?[,.! ]|working (?:now|fine|again|good)|it'?s working|solved|resolved|fixed|that was it|that did it|did the (?:trick|job)|gone|all (?:good|green|ok|fine)|confirmed|perfect|understood|you can close|please close|may be closed|no more|quiet|thanks|thank you|behoben|gelöst|funktioniert (?:jetzt|nun|wieder)|läuft|danke|parfait|résolu|merci|fonctionne|resuelto|gracias|funciona|risolto|grazie|opgelost|bedankt|fungerar|tack|działa|dzi[eę]ki|obrigad[oa]|works$)/i;
const GUESS =
  /\b(?:possibly|perhaps|maybe|might be|could be|i (?:would not|wouldn't) bet|not sure|just a guess|i guess|i suspect|you could try|worth a try|have not seen this|vermutlich|vielleicht|peut-être|quizás)\b/i;
const PRIVATE_ANSWER =
  /\b(?:invoices?|refund(?:ed)?|credit note|purchase order|payment|billing address|(?:your|the) (?:contract|subscription) |bank account|unlocked? (?:your|the) account|(?:reset|changed) your password|one-time (?:link|password)|(?:built|made|prepared|compiled) (?:only )?for (?:you|your)\b|(?:for|to) your \w+ only|your (?:own )?download area|bound to licen[cs]e|(?:your|our) account manager|job application|applicant|salary|medical|rechnung|zahlungsziel|gutschrift|vertrag|kündigung|facture rectifi|remboursement|factura|reembolso|fattura)\b|<(?:CARD|IBAN)_\d+>/i;
const OUTAGE =
  /\b(?:incident|outage|downtime|disruption|maintenance window|status page|störung|ausfall|panne|interruption de service|incidencia|caída del servicio|disservizio)\b/i;
const PASSING =
  /\b(?:today|tonight|this (?:morning|afternoon|evening|night)|since \d{1,2}[:.]\d\d|at the moment|right now|currently|(?:should|will) be (?:back|over|resolved)|is over|has been resolved|heute|momentan|behoben|aujourd'hui|hoy)\b/i;
const REFERS_ELSEWHERE =
  /\b(?:following (?:our|up on our) (?:chat|call|conversation|meeting)|as (?:we )?(?:discussed|agreed)|what we (?:did|discussed)|the other way you mentioned|like last time|as in my (?:last|other) (?:mail|ticket))\b/i;

/** "Logs missing!" asks something; less does not. */
const MIN_QUESTION_WORDS = 2;
/** Fewer words than this explain nothing to somebody who was not there. */
const MIN_GUIDANCE_WORDS = 20;

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
  const failure = people.findLastIndex(({ role, text }, index) => index > asked && role === 'customer' && NOT_SOLVED.test(ownWords(text)));
  const all = people.filter(({ role }, index) => role === 'support' && index > asked);
  if (all.length === 0) return refuse('no-support-answer', 'nobody from support answered');
  const answers = people.filter(({ role }, index) => role === 'support' && index > Math.max(asked, failure));
  if (answers.length === 0) return refuse('unsolved', 'the customer says that the answer did not help');

  const said = answers.flatMap(rolesOf);
  const text = answers.map((answer) => ownWords(answer.text)).join('\n');
  if (PRIVATE_ANSWER.test(text) || /<(?:CARD|IBAN)_\d+>/.test(question.text))
    return refuse('private', 'it is a matter of one customer: account, contract, payment or a build of their own');
  if (OUTAGE.test(text) && PASSING.test(text)) return refuse('transient', 'it is about an outage of that day');
  const last = answers.at(-1)!;
  const confirmed = people
    .slice(people.indexOf(last) + 1)
    .some(({ role, text: after }) => role === 'customer' && SOLVED.test(after) && !NOT_SOLVED.test(ownWords(after)));
  const guidance = answers.flatMap(guidanceOf);
  const words = countWords(guidance);
  const has = (role: string) => said.some((sentence) => sentence.role === role);

  if (words < MIN_GUIDANCE_WORDS) {
    if (has('promise')) return refuse('unsolved', 'support promised to look into it, and the outcome is not in the mail');
    if (has('elsewhere')) return refuse('unsolved', 'it went on in a call or in a file that the mail does not hold');
    if (failure >= 0) return refuse('unsolved', 'the customer says that the answer did not help, and no other one follows');
    if (has('asks-for-material') || has('question')) return refuse('unsolved', 'support only asked back');
    if (REFERS_ELSEWHERE.test(question.text))
      return refuse('not-self-contained', 'question and answer point to a conversation that is not in the mail');
    return words < 5
      ? refuse('no-support-answer', 'support did not state an answer')
      : refuse('not-self-contained', 'the answer is too short to be understood without the thread');
  }
  if (has('elsewhere') && !confirmed) return refuse('unsolved', 'it went on in a call or in a file that the mail does not hold');
  if (has('promise') && !confirmed) return refuse('unsolved', 'support promised to come back, and the outcome is not in the mail');
  if (GUESS.test(text.slice(0, 400)) && !confirmed) return refuse('unsolved', 'the answer is a guess that nobody confirmed');
  if (REFERS_ELSEWHERE.test(text)) return refuse('not-self-contained', 'the answer points to a conversation that is not in the mail');
  return { article: true, question, answers, guidance, confirmed };
}

function refuse(code: RefusalCode, reason: string): Decision {
  return { article: false, code, reason };
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

function countWords(guidance: readonly Guidance[]): number {
  return guidance
    .flatMap(({ message, spans }) => spans.map(({ start, end }) => message.text.slice(start, end)))
    .reduce((sum, text) => sum + (text.match(/[\p{L}\p{N}]+/gu) ?? []).length, 0);
}
