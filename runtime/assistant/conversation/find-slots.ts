import { isEmailAddress, type TicketField, type TicketFields } from '#core/domain/ticket.ts';

/** What a visitor's own words say about a ticket. Absent where they say nothing. */
export type Slots = {
  readonly email?: string;
  readonly priority?: TicketFields['priority'];
  /** Values of the configured extra fields, by name. */
  readonly extras: Readonly<Record<string, string>>;
};

/** A version or an edition fits; a longer text is no value of a field. */
const MAX_VALUE_CHARACTERS = 100;
/** An address has at most 254 characters; the rest are brackets and quotes around it. */
const MAX_ADDRESS_CHARACTERS = 300;
/** A piece of an answer to several questions at once is shorter still. */
const MAX_PIECE_CHARACTERS = 40;

/**
 * Finds the e-mail address, the urgency and the extra fields in one message. `asked` names the extra fields that the assistant has just
 * asked for: then a value counts without the words around it that its pattern wants.
 */
export function findSlots(text: string, fields: readonly TicketField[], asked: readonly string[] = []): Slots {
  const email = findEmail(text);
  const priority = findPriority(text);
  return { ...(email ? { email } : {}), ...(priority ? { priority } : {}), extras: findExtras(text, fields, asked) };
}

/** What was said later replaces what was said before. */
export function mergeSlots(before: Slots, said: Slots): Slots {
  return { ...before, ...said, extras: { ...before.extras, ...said.extras } };
}

/** The last address of the message: `not old@x.example but new@x.example`. */
function findEmail(text: string): string | undefined {
  const candidates = text
    .split(/[\s<>()[\]",;]+/)
    .filter((word) => word.includes('@') && word.length <= MAX_ADDRESS_CHARACTERS)
    .map((word) => word.replace(/^(?:mailto:|[:'’*_=]+)+/i, '').replace(/[.!?:'’*_]+$/, ''));
  return candidates.filter(isEmailAddress).at(-1);
}

const URGENT =
  /\burgent(?:ly)?\b|\b(?:production|prod)\b.{0,30}\b(?:down|broken|outage|stopped|offline|dead)\b|\b(?:complete |total )?outage\b|\b(?:down|outage|offline) in (?:production|prod)\b|\bemergency\b|\bpriority (?:is )?(?:urgent|1)\b|\bP1\b/i;
const HIGH =
  /\bhigh(?:er|est)? priority\b|\bpriority (?:is )?(?:high|2)\b|\basap\b|\bas soon as possible\b|\bblock(?:ing|er|s us)\b|\bcritical\b/i;
const LOW =
  /\bnot (?:very |so |that |at all )?urgent\b|\bno (?:hurry|rush|urgency)\b|\blow(?:er|est)? priority\b|\bpriority (?:is )?low\b/i;
const NORMAL = /\bnormal priority\b|\bpriority (?:is )?normal\b/i;

function findPriority(text: string): TicketFields['priority'] | undefined {
  if (LOW.test(text)) return 'low';
  if (NORMAL.test(text)) return 'normal';
  if (URGENT.test(text)) return 'urgent';
  return HIGH.test(text) ? 'high' : undefined;
}

type Hit = { readonly name: string; readonly value: string; readonly start: number; readonly end: number };

/**
 * The longest match wins its place in the text: `Mule 4.4.0` is the runtime's, although the plugin's bare-number pattern fits the
 * number too. Within a field the last one wins, as a correction comes later.
 */
function findExtras(text: string, fields: readonly TicketField[], asked: readonly string[]): Record<string, string> {
  const hits = fields.flatMap((field) => matches(text, field)).sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const placed: Hit[] = [];
  for (const hit of hits) if (placed.every((other) => hit.end <= other.start || hit.start >= other.end)) placed.push(hit);
  const extras: Record<string, string> = {};
  if (asked.length < 2) for (const hit of placed.sort((a, b) => a.start - b.start)) extras[hit.name] = hit.value;
  else {
    // Several questions were asked: of several values that fit a field the first is its answer, and the next belongs to the next one.
    for (const hit of placed.sort((a, b) => a.start - b.start)) extras[hit.name] ??= hit.value;
  }
  const open = asked.filter((name) => extras[name] === undefined);
  const used = placed.filter((hit) => extras[hit.name] === hit.value);
  for (const [index, value] of freeValues(text, used, asked.length === 1)
    .slice(0, open.length)
    .entries())
    extras[open[index]!] = value;
  return extras;
}

function matches(text: string, field: TicketField): Hit[] {
  if (!field.pattern) return [];
  return [...text.matchAll(new RegExp(field.pattern, 'gi'))].flatMap((match) => {
    const value = (match[1] ?? match[0]).trim();
    if (!value || value.length > MAX_VALUE_CHARACTERS) return [];
    return [{ name: field.name, value, start: match.index, end: match.index + match[0].length }];
  });
}

/** The pieces of an answer that no pattern took: in `4.6.3 and 4.4.0` the second number, in `Enterprise` the word. */
function freeValues(text: string, used: readonly Hit[], single: boolean): string[] {
  let rest = text;
  for (const hit of [...used].sort((a, b) => b.start - a.start)) rest = `${rest.slice(0, hit.start)}\n${rest.slice(hit.end)}`;
  if (single) {
    const value = trimAnswer(rest);
    return used.length === 0 && value && value.length <= MAX_VALUE_CHARACTERS && !isEmailAddress(value) ? [value] : [];
  }
  return rest
    .split(/[\n,;]+|\s+(?:and|on|with|plus)\s+/i)
    .map(trimAnswer)
    .filter((piece) => /\d/.test(piece) && piece.length <= MAX_PIECE_CHARACTERS && !isEmailAddress(piece));
}

/** `it's 4.6.3.` → `4.6.3` */
function trimAnswer(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(
      /^(?:it(?:'|’)?s|it is|we(?:'|’)re on|we (?:use|run|have)|i(?:'|’)m on|i (?:use|run|have)|on|version|is|and|the|v)\s*(?=\S)/i,
      '',
    )
    .replace(/[\s.,;:!]+$/, '')
    .trim();
}
