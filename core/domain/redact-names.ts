import { FIRST_NAMES } from './first-names.ts';
import { CLOSING, GREETING } from './letter-phrases.ts';
import type { Finding } from './redact-finding.ts';

/** Mail headers are not ours: more people than this in one conversation, or longer names, are no people. */
const MAX_PEOPLE = 500;
const MAX_NAME_LENGTH = 60;

/** Words in a sender's name that say it is a desk and not a person. */
const DESK =
  /(?<!\p{L})(?:support|team|service|services|desk|helpdesk|help|customer|info|admin|administrator|operations|ops|it|noreply|no-reply|reply|notifications?|list|sales|billing|security|system|daemon|postmaster|mailer|monitoring|alerts?|platform|integration|integrations|engineering|group|gmbh|inc|ltd|llc|ag|bank|news|newsletter|jira|zendesk|github|bot|via)(?!\p{L})/iu;
/** Capitalised words that greetings, closings and sentences begin with, and that are nobody's name. */
const NO_NAME = new Set(
  `all team everyone everybody there folks guys both again support colleagues sir madam sirs world friend friends ladies gentlemen zusammen alle
  kollegen damen herren team tous toutes equipo todos tutti allemaal iedereen alla wszyscy thanks thank many best kind regards cheers hello
  hi dear good morning afternoon evening day please we i you the this that it is my our your a an in on at for from with and or but if when what
  how why where yes no not just any sent datadog mule mulesoft anypoint cloudhub java maven connector plugin agent runtime docker linux windows
  kubernetes github jira zendesk salesforce error warn info debug exception caused monday tuesday wednesday thursday friday saturday sunday
  january february march april may june july august september october november december ok okay great perfect sorry hope looking after before
  still now then here also as so to be let see note http https api tls ssl iphone android ios outlook gmail studio production staging technical
  however first second third finally actually unfortunately fortunately indeed meanwhile otherwise anyway well next
  product engineering customer service desk operations platform integration vielen dank viele liebe freundliche beste mit danke merci bien
  cordialement saludos gracias obrigado grazie`.split(/\s+/),
);
/** Names that are also words: masked in the middle of a sentence or before a comma, and not where a sentence begins. */
const AMBIGUOUS = new Set(
  'will mark may art bill grace hope joy rich drew pat grant chase page case field long young best day price stone king max dean frank jack rose faith sky guy rob sandy sunny summer dawn log key port host logan major lane wood hill field park rivers bond cash cook mason miller'.split(
    ' ',
  ),
);

const WORD = `\\p{Lu}[\\p{L}'’-]{1,24}`;
/** One to four words, with an initial or a particle between them. */
const NAME = `(?:\\p{Lu}\\.[ \\t]?){0,2}${WORD}(?:[ \\t](?:\\p{Lu}\\.[ \\t])?(?:(?:van|von|de|der|den|la|le|du|di|da|dos|el|al|bin|ten|zu|af)[ \\t]){0,2}${WORD}){0,3}`;
const SHORT_NAME = `${WORD}(?:[ \\t]${WORD}){0,1}`;
const TITLE = `(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Hr|Fr|Monsieur|Madame|Mme|Señora?|Sra?|Sig|Signora?|Dhr|Mevr|Pan|Pani)\\b\\.?[ \\t]){0,2}`;

/** Each pattern's groups 1 and 2 are names. `(?i:…)` keeps the capitals of a name meaningful. */
const CONTEXTS: readonly RegExp[] = [
  new RegExp(
    `^[ \\t>]{0,12}(?i:${GREETING})[ \\t,]{1,3}${TITLE}(${NAME})(?:(?:,? (?:and|und|et|y|e|en|och|og|i|&) |, )(${SHORT_NAME}))?[ \\t]{0,3}(?:[,!:.;–—-]|$)`,
    'gmu',
  ),
  // A letter that opens with nothing but the name.
  new RegExp(`(?<![\\s\\S])\\s{0,9}(${SHORT_NAME})[ \\t]{0,3},[ \\t]{0,3}\\r?\\n[ \\t]*\\r?\\n`, 'gu'),
  new RegExp(`^[ \\t>]{0,12}(?i:${CLOSING})[ \\t]{0,3}[,.!–—-]{0,2}[ \\t]{1,3}(${NAME})[ \\t]{0,3}[.]?$`, 'gmu'),
  new RegExp(
    `^[ \\t>]{0,12}(?i:${CLOSING})[ \\t]{0,3}[,.!:]{0,3}[ \\t]{0,3}(?:\\r?\\n[ \\t>]{0,12}){1,3}(?:[–—/-]{1,2}|i\\. ?[AV]\\.|ppa\\.)?[ \\t]{0,2}(${NAME})[ \\t]{0,3}(?:[,|.(/–—-][^\\n]{0,80})?$`,
    'gmu',
  ),
  // The last paragraph of a letter, when it is one or two short lines that begin with a name.
  new RegExp(
    `\\n[ \\t]*\\r?\\n[ \\t]{0,3}[–—/-]{0,2}(${NAME})[ \\t]{0,3}(?:\\r?\\n[^\\n.!?]{0,50})?\\s{0,9}(?:\\r?\\n--[ \\t]?\\r?\\n[\\s\\S]{0,400})?$(?![\\s\\S])`,
    'gu',
  ),
  new RegExp(`^--[ \\t]?\\r?\\n[ \\t]{0,3}(${NAME})[ \\t]{0,3}(?:[,|(/–—-][^\\n]{0,80})?$`, 'gmu'),
  new RegExp(`^[ \\t]{0,4}(?:--?|–|—|/|~)[ \\t]{0,2}(${SHORT_NAME})[ \\t]{0,3}$`, 'gmu'),
  new RegExp(
    `(?<!\\p{L})(?:[Mm]y name is|[Mm]y name['’]s|[Mm]ein Name ist|[Jj]e m['’]appelle|[Mm]e llamo|[Mm]i nombre es|[Mm]i chiamo|[Ii]k heet|[Jj]ag heter|[Mm]eu nome é|[Nn]azywam się) (${NAME})`,
    'gu',
  ),
  new RegExp(
    `(?<!\\p{L})(?:[Tt]his is|I am|I['’]m|[Hh]ier ist|[Ii]ch bin|[Jj]e suis|[Ss]oy|[Ss]ono) (${NAME})(?=,? (?:from|at|with|of|in|here|and I|von|vom|aus|bei|de|del|chez|van|the)\\b)`,
    'gu',
  ),
  new RegExp(`(?<!\\p{L})(?:Mr|Mrs|Ms|Miss|Dr|Prof|Herrn?|Frau|Monsieur|Madame|Mme|Señora?|Sra|Signora?)\\b\\.?[ \\t](${NAME})`, 'gu'),
  new RegExp(
    `(?<!\\p{L})(?:[Cc]olleagues?|[Cc]o-?worker|[Mm]anager|[Bb]oss|[Aa]dmin|[Ee]ngineer|[Dd]eveloper|[Cc]onsultant|Kolleg(?:e|in|en)|[Cc]ollègue|[Cc]olega|[Cc]ollega|[Aa]ttn\\.?:?|[Aa]ttention of|[Cc]/o|[Aa]sk(?:ed)? for|[Aa]sked|[Ss]poke (?:to|with)|[Tt]alk(?:ed)? (?:to|with)|[Cc]ontact(?: person)?:?|[Cc]all(?:ed)?|[Cc]c['’]?(?:ed|ing)?|CC|[Cc]opying|[Aa]dding|[Tt]hanks,?|[Tt]hank you,?|[Tt]hx,?|[Dd]anke,?|[Mm]erci,?|[Gg]racias,?|[Ss]igned by|[Oo]n behalf of) (${NAME})(?: (?:and|und|et|y) (${SHORT_NAME}))?`,
    'gu',
  ),
  new RegExp(
    `^[ \\t>*]{0,12}(?:From|To|Cc|Sent by|Name|Contact|Requester|Von|An|De|À|Para|Da|Van|Aan|Från|Fra|Til|Od|Do)\\*{0,2}[ \\t]{0,2}:\\*{0,2}[ \\t]{0,3}["']?(${NAME}(?:, ${SHORT_NAME})?)["']?(?=[ \\t]{0,3}(?:[<[(;,]|$))`,
    'gmu',
  ),
  new RegExp(
    `(${NAME})["']?[ \\t]{0,2}(?:[<(\\[][^<>()\\n]{3,90}[>)\\]])?[ \\t]{0,2}(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał(?:\\(a\\)|a)?)[ \\t]{0,2}:`,
    'gu',
  ),
  new RegExp(`(${NAME})[ \\t]{0,2}<[^<>\\s]{1,64}@[^<>\\s]{3,90}>`, 'gu'),
];
/** In greetings and below closings many people write their name small. */
const SMALL_CONTEXTS: readonly RegExp[] = [
  new RegExp(`^[ \\t>]{0,12}(?i:${GREETING}) (\\p{Ll}{3,14})[ \\t]{0,2},`, 'gmu'),
  new RegExp(
    `^[ \\t>]{0,12}(?i:${CLOSING})[ \\t]{0,3}[,.!]{0,2}[ \\t]{0,3}(?:\\r?\\n[ \\t>]{0,12}){1,2}(\\p{Ll}{3,14})[ \\t]{0,3}$`,
    'gmu',
  ),
];
/** The user in a home folder: `/home/sara.lind/`, `C:\Users\slind`. */
const HOME = /(?:\/home\/|\/Users\/|\\Users\\)([\p{L}\p{N}._-]{2,40})/gu;
const NO_USER = new Set([
  'mule',
  'root',
  'ubuntu',
  'ec2-user',
  'runner',
  'public',
  'default',
  'app',
  'user',
  'jenkins',
  'admin',
  'administrator',
  'node',
]);
const LISTED = new RegExp(`(?<![\\p{L}\\p{N}_./@-])(${WORD})(?=(?:[ \\t](${WORD}))?(?![\\p{L}\\p{N}_]|\\.\\p{L}))`, 'gu');

/** The names that the text itself gives away: in greetings, sign-offs, introductions, header lines, and common first names. */
export function findNames(text: string): string[] {
  const names = new Set<string>();
  const add = (raw: string | undefined) => {
    const words = nameWords(raw ?? '');
    if (words.length > 0) names.add(words.join(' '));
  };
  for (const pattern of [...CONTEXTS, ...SMALL_CONTEXTS])
    for (const match of text.matchAll(pattern)) {
      add(match[1]);
      add(match[2]);
    }
  for (const [, first = '', last = ''] of text.matchAll(LISTED))
    if (FIRST_NAMES.has(first)) add(last && !NO_NAME.has(last.toLowerCase()) ? `${first} ${last}` : first);
  for (const [, user = ''] of text.matchAll(HOME)) if (!NO_USER.has(user.toLowerCase())) names.add(user);
  return [...names];
}

/** The leading words of a possible name that can be one; empty when it is a desk or begins with another word. */
function nameWords(raw: string): string[] {
  const words = raw.split(/\s+/).filter(Boolean);
  const end = words.findIndex((word) => NO_NAME.has(word.toLowerCase().replace(/[.'’]+$/, '')));
  const kept = end < 0 ? words : words.slice(0, end);
  return DESK.test(kept.join(' ')) ? [] : kept.map((word) => word.replace(/['’]s?$/, ''));
}

/** The people of a conversation: learns names, finds them again in any of their forms. Words of `keep` are no part of a name. */
export function knownNames(names: readonly string[], keep: readonly string[]) {
  const kept = new Set(keep.map((word) => word.toLowerCase()));
  /** Lower-case form → the person it stands for; a first name that two people share stays with the first. */
  const forms = new Map<string, string>();
  let pattern: RegExp | undefined;
  let people = 0;

  const learn = (learned: readonly string[]) => {
    // Longer names first, so that "Sara" joins "Sara Lind" whatever the order they came in.
    for (const name of learned.toSorted((a, b) => b.length - a.length)) {
      const words = personWords(name).filter((word) => !kept.has(word.toLowerCase()));
      if (words.length === 0 || people >= MAX_PEOPLE) continue;
      const whole = words.join(' ').toLowerCase();
      const person = forms.get(whole) ?? (words.length === 1 ? undefined : sharedPerson(words, forms)) ?? whole;
      people += forms.has(whole) ? 0 : 1;
      for (const form of spellings(words).map(bareForm)) if (!forms.has(form) && !kept.has(form)) forms.set(form, person);
      pattern = undefined;
    }
  };

  const find = (text: string): Finding[] => {
    if (forms.size === 0) return [];
    pattern ??= formsPattern([...forms.keys()]);
    const findings: Finding[] = [];
    for (const match of text.matchAll(pattern)) {
      const form = bareForm(match[0]);
      const person = forms.get(form);
      if (person === undefined || (AMBIGUOUS.has(form) && !standsAsName(text, match))) continue;
      findings.push({ start: match.index, end: match.index + match[0].length, kind: 'person', key: person });
    }
    return [...findings, ...findInitials(text, new Set(forms.values()))];
  };

  learn(names);
  return { learn, find };
}

/** One form for `Ann-Marie Lind`, `ann.marie lind` and a name that a line break divides. */
function bareForm(text: string): string {
  return text.toLowerCase().replace(/[\s._,-]+/g, ' ');
}

/** The words of a header name: `"Lind, Sara (Acme)" <…>` gives Sara Lind; a desk or an address gives none. */
function personWords(raw: string): string[] {
  let name = raw
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/["“”]/g, '')
    .trim();
  if (!name || name.length > MAX_NAME_LENGTH || name.includes('@') || DESK.test(name)) return [];
  const comma = /^([^,]+),\s*([^,]+)$/.exec(name);
  if (comma) name = `${comma[2]} ${comma[1]}`;
  return name
    .split(/[\s|/]+/)
    .map((word) => word.replace(/^[^\p{L}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => /\p{L}/u.test(word))
    .slice(0, 5);
}

/** The person whose full name has both the first and the last of these words. */
function sharedPerson(words: readonly string[], forms: ReadonlyMap<string, string>): string | undefined {
  const person = forms.get(words[0]!.toLowerCase());
  return person !== undefined && person === forms.get(words.at(-1)!.toLowerCase()) ? person : undefined;
}

/** How a person may be written: in full, first, last, `S. Lind`, `Sara L`, `slind`. */
function spellings(words: readonly string[]): string[] {
  const lower = words.map((word) => word.toLowerCase());
  const first = lower[0]!;
  const last = lower.at(-1)!;
  const particles = /^(?:van|von|de|der|den|la|le|du|di|da|dos|el|al|bin|ten|zu|af|dr|prof|mr|mrs|ms)$/;
  const single = lower.filter((word) => word.length > 2 && !particles.test(word) && !NO_NAME.has(word));
  if (lower.length === 1) return single;
  const initial = [...first][0]!;
  const forms = [lower.join(' '), `${first} ${last}`, `${last} ${first}`, `${initial} ${last}`, `${first} ${[...last][0]}`];
  return [...forms, ...(last.length > 3 ? [initial + last, first + last] : []), ...single];
}

function formsPattern(forms: readonly string[]): RegExp {
  const longestFirst = forms.toSorted((a, b) => b.length - a.length);
  const sources = longestFirst.map((form) =>
    form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(' ', '(?:[ \\t._,-]{1,2}|[ \\t]?\\r?\\n[ \\t]?)'),
  );
  return new RegExp(`(?<![\\p{L}\\p{N}<])(?:${sources.join('|')})(?=(?:['’]?s)?(?![\\p{L}\\p{N}]))`, 'giu');
}

/** Whether a word that is also a name is one here: capitalised, and not just because a sentence begins. */
function standsAsName(text: string, match: RegExpExecArray): boolean {
  if (!/^\p{Lu}\p{Ll}/u.test(match[0])) return false;
  const before = text.slice(Math.max(0, match.index - 3), match.index).trimEnd();
  return (
    /^[ \t]*[,\n]/.test(text.slice(match.index + match[0].length, match.index + match[0].length + 3)) || !/(?:^|[.!?:\n])$/.test(before)
  );
}

/** A line of nothing but the initials of someone known: `MH`, `/mh`, `- M.H.` */
function findInitials(text: string, people: ReadonlySet<string>): Finding[] {
  const byInitials = new Map<string, string>();
  for (const person of people) {
    const words = person.split(' ');
    if (words.length > 1) byInitials.set([...words[0]!][0]! + [...words.at(-1)!][0]!, person);
  }
  return [...text.matchAll(/^[ \t]{0,4}[–—/~-]{0,2}[ \t]{0,2}(\p{L}\.?[ \t]?\p{L})\.?[ \t]{0,4}$/gmu)].flatMap((match) => {
    const initials = match[1]!;
    const person = byInitials.get(initials.toLowerCase().replace(/[^\p{L}]/gu, ''));
    const start = match.index + match[0].indexOf(initials);
    return person === undefined ? [] : [{ start, end: start + initials.length, kind: 'person' as const, key: person }];
  });
}
