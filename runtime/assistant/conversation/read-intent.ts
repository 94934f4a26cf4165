import { contentTerms } from '#core/domain/words.ts';
import { bare, type SmallTalk, smallTalk, withoutCourtesy } from './small-talk.ts';

/** What a message wants, read from the message alone; what it means at this point of the conversation is decided elsewhere. */
export type Intent =
  /** A question, or a statement that may answer ours. */
  | { readonly kind: 'ask'; readonly text: string }
  /** `about` is what the same message says the ticket is about; null where it says nothing. */
  | { readonly kind: 'ticket'; readonly about: string | null }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'agree' }
  | { readonly kind: 'decline' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'small-talk'; readonly what: SmallTalk };

const POLITE = '(?:(?:please|pls|ok(?:ay)?|yes|yeah|then|just|so|well|in that case|actually|maybe|kindly)[ ,]+)*';
const WISH =
  "(?:(?:i (?:want|need|wish|would like|'?d like)(?: you)?(?: to)?|i'd like(?: you)?(?: to)?|can you|could you|would you|can i|could i|may i|how (?:do|can|could) i|let(?:'s| me| us)|go ahead and|i(?:'ll| will)|we (?:want|need)(?: to)?)(?: please)?(?: just)? )?";
const TICKET = '(?:support |help ?desk |zendesk |new )*(?:ticket|support request|support case)';

/** A clause that asks for a ticket or a person. Anchored, so that `does it create a ticket when…` stays a question. */
const TICKET_CLAUSE = new RegExp(
  `^${POLITE}${WISH}(?:(?:create|open|file|raise|submit|log|make|start|prepare|send|write|have|get)(?: me| us)? (?:a |an |the |this as a |that as a |one )?${TICKET}|${TICKET}(?: please)?$|(?:a |an )${TICKET}(?: please)?$)`,
);
const PERSON_CLAUSE = new RegExp(
  `^${POLITE}${WISH}(?:(?:talk|speak|chat)(?: to| with)|contact|reach|get|connect me (?:to|with)|put me through to|transfer me to|escalate(?: this)? to|(?:be )?transferred to|hand (?:me )?over to)? ?(?:a |an |some |your |the )?(?:real |live |actual |human )*(?:human(?: being)?|person|(?:support )?(?:representative|staff|engineer|team|people)|customer service|someone(?: (?:real|human|from (?:the )?support(?: team)?|in support|else))?|(?:human|live|support) agent|support)(?: please| now| instead)*$`,
);
const CANCEL =
  /^(?:no[ ,]+|ok(?:ay)?[ ,]+|please[ ,]+|sorry[ ,]+|actually[ ,]+)*(?:stop|cancel|abort|quit|exit|never ?mind|forget (?:it|that|about it)|leave it|drop it|discard)(?: (?:it|that|this|the ticket|ticket|this ticket|my ticket|please|now|asking|then|all of it))*$|^(?:i (?:don'?t|do not) (?:want|need) (?:a|the|this|any) (?:support )?ticket(?: any ?more| after all)?|(?:don'?t|do not) (?:create|open|file|send|submit) (?:a|the|this|any|it)(?: ?ticket)?|no ticket)(?: please)?$/;
const AGREE =
  /^(?:yes|yep|yeah|yup|sure|ok(?:ay)?|please(?: do)?|go ahead|do it|do that|correct|i confirm|confirm(?:ed)?|looks good|that'?s (?:right|correct|fine)|send it|file it|create it|submit it|why not|sounds good|absolutely|of course|ja|oui|si)(?:[ ,]+(?:please|do|go ahead|do it|do that|sure|send it|file it|create it|create one|that would be (?:great|nice|good)|thanks?|thank you))*$/;
const DECLINE = /^(?:no|nope|nah|not now|no,? ?(?:thanks?|thank you|not yet)|rather not|i(?:'d| would) rather not|nein|non|maybe later)$/;
const SKIP =
  /^(?:skip(?: (?:it|that|this|both|them|these))?|pass|none|n\/?a|-+|unknown|no idea|not sure|i(?:'m| am) not sure|(?:i )?(?:don'?t|do not) (?:know|remember|have (?:it|that|them))(?: (?:that|it|them|either|any|sorry))*|i have no idea|not (?:known|applicable)|leave (?:it|them|that) (?:empty|out|blank)|(?:can'?t|cannot) say|neither|nothing|no (?:more )?details)(?:[ ,]+(?:sorry|please|thanks?))*$/;

/** Words that say that somebody wants help and not with what. */
const ABOUT_NOTHING = new Set(
  contentTerms(
    'ticket question answer answered find found help helped helpful problem issue support email e-mail mail address solve open create file please team person human agent work information docs documentation page read contact',
  ),
);
/** Fewer words than this do not describe a problem. */
const MIN_ABOUT_TERMS = 2;

/** A longer clause is no command; it also keeps the patterns fast on hostile input. */
const MAX_CLAUSE_CHARACTERS = 200;

export function readIntent(message: string): Intent {
  const text = withoutCourtesy(message);
  if (message.length <= MAX_CLAUSE_CHARACTERS) {
    const core = bare(text);
    if (CANCEL.test(core)) return { kind: 'cancel' };
    if (SKIP.test(core)) return { kind: 'skip' };
    if (AGREE.test(core)) return { kind: 'agree' };
    if (DECLINE.test(core)) return { kind: 'decline' };
  }
  const what = smallTalk(message);
  if (what) return { kind: 'small-talk', what };
  const about = ticketWish(text);
  if (about !== undefined) return { kind: 'ticket', about };
  return { kind: 'ask', text };
}

/** True for a question by its form: a question mark, or a question word or auxiliary verb at its beginning. */
export function isQuestion(text: string): boolean {
  return (
    /\?(?:\s|$)/.test(text) ||
    /^(?:and |but |so |or )?(?:how|what|why|when|where|which|who|whose|can|could|does|do|did|is|are|was|should|will|would|has|have|what's|how's|where's)\b/.test(
      bare(withoutCourtesy(text)),
    )
  );
}

/** Undefined when the message asks for no ticket; otherwise what it says about it besides the wish. */
function ticketWish(text: string): string | null | undefined {
  const clauses = text.split(/(?<=[.!?;:\n])\s+|\s+[–—-]\s+|,\s+(?=(?:please|so|can|could|i|my|it|and|we|our)\b)/i);
  const wish = clauses.findIndex(
    (clause) => isTicketClause(bare(clause)) || isTicketClause(bare(clause.replace(/^(?:and|so|but)\s+/i, ''))),
  );
  if (wish < 0) return undefined;
  const rest = clauses[wish]!.replace(
    /^.*?\b(?:ticket|support request|support case|human|person|engineer|team|representative|agent|someone|support)\b/i,
    '',
  );
  const said = [...clauses.slice(0, wish), trimLinkWord(rest), ...clauses.slice(wish + 1)]
    .map((clause) => withoutContact(clause).trim())
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause));
  // A comma that stood behind an address stands behind the clause before it now.
  const about = said
    .join(' ')
    .replace(/ (?=[,;] )/g, '')
    .replace(/^[,;] /, '');
  return saysEnough(about) ? capitalised(about) : null;
}

/** Whether words describe a problem, besides the wish for help. */
export function saysEnough(about: string): boolean {
  return contentTerms(about).filter((term) => !ABOUT_NOTHING.has(term)).length >= MIN_ABOUT_TERMS;
}

function isTicketClause(clause: string): boolean {
  return clause.length <= MAX_CLAUSE_CHARACTERS && (TICKET_CLAUSE.test(clause) || PERSON_CLAUSE.test(clause));
}

/** `: our flows hang`, `about our flows`, `because our flows hang` → `our flows hang`. */
function trimLinkWord(text: string): string {
  return text
    .replace(/^[\s,.:;!?–—-]+/, '')
    .replace(/^(?:please|now|instead)\b[\s,.:;]*/i, '')
    .replace(
      /^(?:about|for|because(?: of)?|regarding|that|saying(?: that)?|on|as|with(?: the)? (?:subject|text|description))\b[\s:]*/i,
      '',
    );
}

/** The contact details are a slot of their own and no part of the description. */
function withoutContact(text: string): string {
  return text.replace(
    /(?:(?:and|,)\s*)?(?:(?:my|the|our) )?(?:i am|i'm|this is|(?:you can )?(?:reach|contact|write to|answer|reply to) me(?: (?:at|on|under|via))?|e-?mail(?: address)?|mail(?: address)?|address)?\s*(?:is|:|=|at|to|me at|reply to)?\s*[^\s@<>()]{1,64}@[^\s@<>()]{1,200}\.[a-z]{2,}/gi,
    '',
  );
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
