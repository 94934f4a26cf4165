/** What is no question about the product and wants a short, friendly word. */
export type SmallTalk = 'greeting' | 'thanks' | 'goodbye' | 'identity' | 'help' | 'acknowledgement' | 'stopped' | 'complaint';

const GREETING = 'hi|hey|hello|hiya|howdy|good (?:morning|afternoon|evening|day)|greetings|hallo|moin|bonjour|hola';
const THANKS = 'thanks?|thank you|thx|ty|cheers|much appreciated|danke|merci|gracias';
const PRAISE = 'great|perfect|awesome|excellent|wonderful|nice|cool|good|brilliant|lovely|super';
const ADDRESSEE = '(?: (?:there|all|team|everyone|again|bot|support|assistant|folks|you))?';
const VERY = '(?: (?:so much|very much|a lot|again|a bunch|for (?:your|the|that|this)(?: \\w+){0,2}|you))*';

/** Longer messages say more than thanks; it also keeps the patterns below fast on hostile input. */
const MAX_SMALL_TALK_CHARACTERS = 160;

/** The first that matches the whole message decides. Punctuation and emoji at the end are ignored. */
const PATTERNS: readonly (readonly [SmallTalk, RegExp])[] = [
  ['greeting', new RegExp(`^(?:${GREETING})${ADDRESSEE}(?:[ ,]+how are (?:you|things)(?: doing)?(?: today)?)?$`)],
  ['greeting', /^how are (?:you|things)(?: doing)?(?: today)?$/],
  ['thanks', new RegExp(`^(?:(?:ok(?:ay)?|${PRAISE}|that (?:helps?|helped|works?|worked)|it works(?: now)?|got it|yes|no)[ ,.!]+)*(?:${THANKS})${VERY}(?:[ ,.!]+(?:that (?:helps?|helped|works?|worked)(?: a lot)?|it works(?: now)?|${PRAISE}|bye|have a nice day))*$`)],
  ['thanks', new RegExp(`^(?:(?:that(?:'?s| is| was)? )?(?:${PRAISE})|(?:that|this|it) (?:really )?(?:helps?|helped|works?|worked|solved it)(?: (?:a lot|now|perfectly|well|great))?|problem solved|solved|very helpful|that was helpful)$`)],
  ['goodbye', /^(?:(?:ok(?:ay)?|thanks)[ ,]+)?(?:bye(?: bye)?|goodbye|good night|see (?:you|ya)(?: later)?|ciao|have a (?:nice|good|great) (?:day|evening|weekend|one)|that(?:'?s| is) all(?: for now)?)$/],
  ['identity', /^(?:who|what) (?:are|r) you(?: exactly)?$|^are you (?:a |an )?(?:real |live )?(?:bot|robot|human|person|machine|ai|chatbot|real)(?: or (?:a |an )?\w+(?: \w+)?)?$|^am i (?:talking|speaking|chatting) (?:to|with) (?:a |an )?(?:real |live )?(?:bot|robot|human|person|machine|ai)$|^what(?:'?s| is) your name$/],
  ['help', /^(?:help|help me|please help|i need help|can you help(?: me)?|what can (?:you do|i ask)(?: (?:for me|here|you))*|how (?:do you|does this) work|i have a question|(?:can|may) i ask (?:you )?(?:a question|something))$/],
  ['complaint', /^(?:(?:that|this|it) (?:did ?n[o']?t|does ?n[o']?t|is ?n[o']?t|was ?n[o']?t) (?:really )?(?:help(?:ful|ing)?|work(?:ing)?|answer (?:my|the) question|what i (?:asked|meant|wanted|need(?:ed)?))(?: me| at all)*|(?:that|this) is (?:wrong|useless|not (?:helpful|right|correct|what i (?:asked|meant)))|wrong(?: answer)?|useless|not helpful)$/],
  ['acknowledgement', /^(?:ok(?:ay)?|k|alright|all right|got it|i see|understood|fine|sure|yes|no|nope|yep|yeah|hm+|aha|ah|oh|right|makes sense|no thanks?|no thank you|not now|maybe later)$/],
]; // biome-ignore format: a table

/** The kind of small talk that the whole message is, or null. */
export function smallTalk(text: string): SmallTalk | null {
  if (text.length > MAX_SMALL_TALK_CHARACTERS) return null;
  const message = bare(text);
  return PATTERNS.find(([, pattern]) => pattern.test(message))?.[0] ?? null;
}

const OPENING = new RegExp(
  `^(?:(?:${GREETING})${ADDRESSEE}|(?:${THANKS})${VERY}|(?:${PRAISE})|ok(?:ay)?|all ?right|so|well|sorry|excuse me)(?:\\s*[,.!:;–—-]+\\s*|\\s+(?=(?:and|so|well|what|how|why|where|when|which|who|can|could|does|do|is|are|i|we|my|our)\\b))`,
  'i',
);
const CLOSING = new RegExp(`[\\s,.!?;–—-]+(?:${THANKS}|thanks in advance|please|regards|best regards|kind regards)[\\s.!]*$`, 'i');

/** A thank-you behind a question is no longer than this. */
const MAX_CLOSING_CHARACTERS = 80;

/** The message without a greeting before it and a thank-you behind it: `Hi there, how do I…? Thanks!` is `how do I…?`. */
export function withoutCourtesy(text: string): string {
  let rest = text.trim();
  for (let next = rest.replace(OPENING, ''); next !== rest && next.trim(); next = rest.replace(OPENING, '')) rest = next.trim();
  const tail = rest.slice(-MAX_CLOSING_CHARACTERS);
  const end = CLOSING.exec(tail);
  if (!end) return rest;
  const mark = end[0].trimStart().startsWith('?') ? '?' : '';
  return `${rest.slice(0, rest.length - tail.length + end.index)}${mark}`.trim() || rest;
}

const TRAILING = new Set(' \n\t.!?…,;:');

/** Lower case, straight apostrophes, no punctuation or emoji at the end, single spaces. */
export function bare(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[’‘`]/g, "'")
    .replace(/\p{Extended_Pictographic}|\uFE0F|[:;]-?[)(D]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  let end = plain.length;
  // A loop, since a pattern for "all of these at the end" takes quadratic time on a message of question marks.
  while (end > 0 && TRAILING.has(plain[end - 1]!)) end -= 1;
  return plain.slice(0, end);
}
