import { FIRST_NAMES } from './first-names.ts';
import { CLOSING, GREETING } from './letter-phrases.ts';
import { matchesOf } from './matches-of.ts';
import { anyCase } from './redact-any-case.ts';
import { DESK, NO_NAME } from './redact-no-names.ts';

/** What stands between the parts of a name, in lower case or at its beginning: van der Meer, dos Santos, Ferrer i Soler. */
const PARTICLE =
  "(?:van|von|vom|de|der|den|dem|la|le|du|di|da|do|dos|das|del|della|el|al|bin|ibn|ben|ten|ter|op|zu|zum|zur|af|av|i|y|e|'t)";
const IS_PARTICLE = new RegExp(`^${PARTICLE}$`, 'i');

const WORD = `\\p{Lu}[\\p{L}\\p{M}'’-]{1,24}`;
/** One to four words, with initials, a nickname or a particle before or between them. */
const NAME = `(?:(?:van|von|de|der|den|di|da|du|el|al|ten|ter|le|la)[ \\t]){0,2}(?:\\p{Lu}\\.[ \\t]?){0,2}${WORD}(?:[ \\t](?:\\(${WORD}\\)[ \\t])?(?:\\p{Lu}\\.[ \\t]){0,2}(?:${PARTICLE}[ \\t]){0,2}${WORD}){0,3}`;
const SHORT_NAME = `${WORD}(?:[ \\t]${WORD}){0,1}`;
const TITLES =
  'Mr|Mrs|Ms|Miss|Mx|Sir|Dame|Dr|Prof|Herrn?|Frau|Hr|Fr|Monsieur|Madame|Mlle|Mme|Señora?|Sra?|Don|Doña|Sig|Signora?|Dott|Dott\\.ssa|Ing|Senhora?|Dhr|Mevr|Heer|Mevrouw|Pan|Pani|Panie|Pane|Paní|Bay|Bayan|heer|mevrouw|pane|paní|panie|pani|dott|ing';
const TITLE = `(?:(?:${TITLES})\\b\\.?[ \\t]){0,3}`;
const AND = `(?:,? (?:and|und|et|y|e|en|och|og|i|&|a|ve|és|и) |, | ?/ ?)`;
/** Trades that are named together with who has them. */
const ROLE =
  '[Cc]olleagues?|[Cc]o-?worker|[Mm]anager|[Bb]oss|[Aa]dmin(?:istrator)?|[Ee]ngineer|[Dd]eveloper|[Cc]onsultant|[Aa]rchitect|[Tt]eam lead|CTO|CEO|CIO|DBA|Kolleg(?:e|in|en)|Chefin?|[Cc]ollègue|[Cc]olega|[Cc]ollega|[Kk]ollega|[Kk]olleg[aię]|[Mm]eslektaş\\p{L}{0,5}';
/** What only a person does. */
const SAYS =
  "said|says|told (?:me|us|him|her|them|you)|tells|mentioned|suggested|promised|explained|pointed out|wondered|thinks|believes|reckons|asked (?:me|us|him|her|them|you|for|to|if|whether|about)|has asked|wrote|from (?:ops|IT|support|sales|finance|accounting|your|our|the [\\p{L}]{2,20} team)|and I\\b|sagt(?:e)?\\b|meint(?:e)?\\b|hat (?:gesagt|gemeint|geschrieben)|schrieb|a dit|m['’]a dit|nous a dit|dit que|pense que|(?:me |nos )?(?:dijo|dice que|coment[óo])|(?:mi |ci )?ha (?:detto|scritto)|dice che|disse|falou|zei\\b|zegt|schreef|säger|sade|skrev|sier|siger|powiedział|napisał|mówi|říkal|sagte|сказал|написал|говорит|пишет";
const ARTICLE =
  '(?<!(?<!\\p{L})(?:[Tt]he|[Aa]n?|[Yy]our|[Oo]ur|[Dd]er|[Dd]ie|[Dd]as|[Dd]en|[Dd]em|[Ee]in|[Ee]ine|[Uu]nsere?|[Ii]hre?|[Ll]e|[Ll]a|[Ll]es|[Uu]ne?|[Ee]l|[Ll]os|[Ll]as|[Ii]l|[Ll]o|[Oo]s?|[Hh]et|[Dd]e|[Dd]et|[Zz]ur|[Zz]um|[Ii]m) )';
const WROTE =
  'wrote|writes|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał(?:\\(a\\)|a)?|napsala?|írta|yazdı|a scris|kirjoitti|пишет|написала?';
const HEADER =
  'From|To|Cc|Bcc|Reply-To|Sender|Sent by|Requester|Requested by|Assigned to|Assignee|Reporter|Reported by|Submitted by|Signed-off-by|Reviewed by|Approved by|Author|Von|An|De|À|A|Para|Da|Van|Aan|Från|Fra|Til|Till|Od|Do|Komu|Kimden|Kime|От|Кому|Ansprechpartner(?:in)?|Bearbeiter(?:in)?';
const END = `[ \\t]{0,3}(?:[,|.(/–—-][^\\n]{0,80})?$`;
const before = '(?<![\\p{L}\\p{N}_.])';

/** Greetings and closings are written in any case, the names beside them are not. */
const GREETS = anyCase(GREETING);
const CLOSES = anyCase(CLOSING);

/** Each pattern's groups 1 and 2 are names, here and in the others. */
/** Where a greeting or closing stands. Most lines have none, so the patterns below are tried at these places alone. */
const LETTER_LINES: readonly { readonly opens: RegExp; readonly names: readonly RegExp[] }[] = [
  {
    opens: new RegExp(`^[ \\t>|]{0,12}${GREETS}`, 'gmu'),
    names: [
      new RegExp(
        `^[ \\t>|]{0,12}(?:(?:[Hh]i|[Hh]ello|[Hh]ey) \\p{Ll}{2,10}, ?)?${GREETS}[ \\t,]{1,3}${TITLE}(${NAME})(?:${AND}(?:${GREETS} )?(${SHORT_NAME}))?[ \\t]{0,3}(?:[,!:.;–—-]|$)`,
        'muy',
      ),
      // In greetings and below closings many people write their name small.
      new RegExp(`^[ \\t>|]{0,12}${GREETS} (\\p{Ll}{3,14})[ \\t]{0,2},`, 'muy'),
    ],
  },
  {
    opens: new RegExp(`^[ \\t>|]{0,12}${CLOSES}`, 'gmu'),
    names: [
      new RegExp(`^[ \\t>|]{0,12}${CLOSES}[ \\t]{0,3}[,.!–—-]{0,2}[ \\t]{1,3}(${NAME})[ \\t]{0,3}[.]?$`, 'muy'),
      new RegExp(
        `^[ \\t>|]{0,12}${CLOSES}(?: (?:and|und|et|y|e|&) ${CLOSES})?[ \\t]{0,3}[,.!:。！]{0,3}[ \\t]{0,3}(?:\\r?\\n[ \\t>|]{0,12}){1,3}(?:[–—/-]{1,2}|ppa\\.)?[ \\t]{0,2}${TITLE}(${NAME})${END}`,
        'muy',
      ),
      new RegExp(
        `^[ \\t>|]{0,12}${CLOSES}[ \\t]{0,3}[,.!]{0,2}[ \\t]{0,3}(?:\\r?\\n[ \\t>|]{0,12}){1,2}(\\p{Ll}{3,14})[ \\t]{0,3}$`,
        'muy',
      ),
    ],
  },
];

const CONTEXTS: readonly RegExp[] = [
  // A letter that opens with nothing but the name.
  new RegExp(`(?<![\\s\\S])\\s{0,9}(${SHORT_NAME})[ \\t]{0,3},[ \\t]{0,3}\\r?\\n[ \\t]*\\r?\\n`, 'gu'),
  new RegExp(`^[ \\t>|]{0,12}i\\. ?[AV]\\.[ \\t]{1,2}${TITLE}(${NAME})${END}`, 'gmu'),
  new RegExp(`^[ \\t]{0,4}(?:Sent from|Von) (?:my|meinem) [^\\n]{2,30}[–—-][ \\t]{1,2}(${SHORT_NAME})[ \\t]{0,3}$`, 'gmu'),
  // The last paragraph of a letter, when it is one or two short lines that begin with a name.
  new RegExp(
    `\\n[ \\t]*\\r?\\n[ \\t]{0,3}[–—/-]{0,2}(${NAME})[ \\t]{0,3}(?:\\r?\\n[^\\n.!?]{0,50})?\\s{0,9}(?:\\r?\\n--[ \\t]?\\r?\\n[\\s\\S]{0,400})?$(?![\\s\\S])`,
    'gu',
  ),
  new RegExp(`^[ \\t>|]{0,12}--[ \\t]?\\r?\\n[ \\t>|]{0,12}${TITLE}(${NAME})${END}`, 'gmu'),
  new RegExp(`^[ \\t]{0,4}(?:--?|–|—|/|~)[ \\t]{0,2}(${SHORT_NAME})[ \\t]{0,3}$`, 'gmu'),
  new RegExp(
    `(?<!\\p{L})(?:[Mm]y name is|[Mm]y name['’]s|[Mm]ein Name ist|[Jj]e m['’]appelle|[Mm]e llamo|[Mm]i nombre es|[Mm]i chiamo|[Ii]k heet|[Mm]ijn naam is|[Jj]ag heter|[Jj]eg heter|[Mm]it navn er|[Mm]eu nome é|[Nn]azywam się|[Jj]menuji se|[Mm]eni|[Aa]dım|[Мм]еня зовут) (${NAME})`,
    'gu',
  ),
  new RegExp(
    `(?<!\\p{L})(?:[Tt]his is|I am|I['’]m|[Hh]ier ist|[Ii]ch bin|[Jj]e suis|[Ss]oy|[Ss]ono|[Ii]k ben) (${NAME})(?=,? (?:from|at|with|of|in|here|and I|von|vom|aus|bei|de|del|chez|van|the)\\b)`,
    'gu',
  ),
  new RegExp(`(?<!\\p{L})(?:[Tt]his is|I am|I['’]m) (${NAME})(?=, (?:I|we|your|the|and|my|our)\\b)`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:${TITLES})\\b\\.?[ \\t]${TITLE}(${NAME})`, 'gu'),
  new RegExp(
    `(?<!\\p{L})(?:(?:${ROLE}),?|[Aa]ttn\\.?:?|[Aa]ttention of|[Cc]/o|[Aa]sk(?:ed)?(?: for)?|[Ss]poke (?:to|with)|[Tt]alk(?:ed)? (?:to|with)|[Mm]et|[Ll]et|[Tt]ell|[Tt]old|[Cc]ontact(?: person)?:?|[Cc]all(?:ed)?|[Cc]c['’]?(?:ed|ing)?|CC|[Pp]ing(?:ed)?|[Ll]ooped in|[Cc]opying|[Aa]dding|[Tt]hanks,?(?: to)?|[Tt]hank you,?|[Tt]hx,?|[Dd]anke,?|[Mm]erci,?|[Gg]racias,?|[Gg]razie,?|[Oo]brigad[oa],?|[Tt]ack,?|[Bb]edankt,?|[Dd]zięki,?|[Ss]igned by|[Cc]reated by|[Uu]pdated by|[Oo]n behalf of|[Cc]ould|[Cc]an) (${NAME})(?:,? (?:and|und|et|y|or|oder|ou|o) (${SHORT_NAME}))?`,
    'gu',
  ),
  new RegExp(`${before}${ARTICLE}(${NAME}) (?:${SAYS})`, 'gu'),
  new RegExp(`(?<!\\p{L})(?:[Aa]s|[Ll]ike|wie|comme|como|come|zoals|som|jak) (${NAME}) (?:${SAYS})`, 'gu'),
  // A block of a signature: the name, what they do and where, then how to reach them.
  new RegExp(
    `(?:^|\\n[ \\t]*\\r?\\n|\\n--[ \\t]?\\r?\\n)[ \\t>|]{0,8}${TITLE}(${NAME})[ \\t]{0,3}(?:\\r?\\n[^\\n]{2,60}){0,2}\\r?\\n[ \\t>]{0,8}(?:(?:T|M|P|F|E|Tel|Tél|Phone|Ph|Mobile?|Mob|Fax|E-?[Mm]ail|Web)\\b[.:]|\\+\\d|www\\.)`,
    'gu',
  ),
  // What a form says.
  new RegExp(
    `^[ \\t>|*]{0,12}(?:Full name|Your name|Name|Contact|Owner|Kontakt|Nom|Nombre|Nome|Naam|Namn)\\*{0,2}[ \\t]{0,2}:\\*{0,2}[ \\t]{0,3}(${WORD}(?: (?:${PARTICLE} ){0,2}${WORD}){1,2})[ \\t]{0,3}$`,
    'gmu',
  ),
  new RegExp(`(${NAME})["']?[ \\t]{0,2}(?:[<(\\[]{1,2}[^<>()\\n]{3,90}[>)\\]]{1,2})?[ \\t]{0,2}(?:${WROTE})[ \\t]{0,2}:`, 'gu'),
  new RegExp(
    `(?<!\\p{L})(?:schrieb|schreef|skrev|napsala?|escreveu|wrote) (${NAME})(?:[ \\t]{0,2}[<(][^<>()\\n]{3,90}[>)])?[ \\t]{0,2}:`,
    'gu',
  ),
  new RegExp(`(${NAME})["']?[ \\t]{0,2}<[^<>\\s]{1,64}(?:@| at )[^<>\\s]{3,90}>`, 'gu'),
  new RegExp(`^[ \\t>|*]{0,12}(${WORD}, ${SHORT_NAME})[ \\t]{1,2}(?:${WROTE})[ \\t]{0,2}:`, 'gmu'),
  new RegExp(`@author:? (${NAME})`, 'gu'),
];
/** The people of a line such as `To: Lind, Sara; Holt, Mira <…>`. */
const HEADER_LINE = new RegExp(`^[ \\t>|*]{0,12}(?:${HEADER})\\*{0,2}[ \\t]{0,2}:\\*{0,2}[ \\t]{0,3}([^\\n]{2,400})`, 'gmu');
const HEADER_NAME = new RegExp(`^["']?(${NAME}(?:, ${SHORT_NAME})?)["']?(?=[ \\t]{0,3}(?:[<[(]|$))`, 'u');
const IS_PHRASE = new RegExp(`^(?:${GREETING}|${CLOSING})$`, 'iu');
const LISTED = new RegExp(
  `(?<![\\p{L}\\p{N}_./-]|[\\p{L}\\p{N}_.-]@)(${WORD})(?=(?:[ \\t]((?:${PARTICLE} ){0,2}${WORD}))?(?![\\p{L}\\p{N}_]|\\.\\p{L}))`,
  'gu',
);
/** Names in scripts without capitals, known by the title behind them or by a closing above them. */
const EASTERN: readonly RegExp[] = [
  /(?<!\p{Script=Han})([\p{Script=Han}\p{Script=Katakana}ー]{1,6}?)(?=(?:様|さま|さん|殿|先生|女士|小姐))/gu,
  /(?<!\p{Script=Hangul})(\p{Script=Hangul}{2,4}?)(?= ?(?:님|씨)(?!\p{Script=Hangul}))/gu,
  new RegExp(
    `^[ \\t]{0,8}(?:${CLOSING})[。！!,，.]{0,2}[ \\t]{0,3}\\r?\\n[ \\t]{0,8}([\\p{Script=Han}\\p{Script=Katakana}\\p{Script=Hangul}ー]{2,6}(?:[ \\u3000][\\p{Script=Han}\\p{Script=Katakana}]{1,4})?)[ \\t]{0,3}$`,
    'gmu',
  ),
];
const NO_EASTERN_NAME = /^(?:お?客|皆|各位|担当者?|ご担当者?|고객|담당자|선생|여러분|用户|客户)$/u;

/** The names that the text itself gives away: in greetings, sign-offs, introductions, header lines, and common first names. */
export function findNames(text: string): string[] {
  const names = new Set<string>();
  const add = (raw: string | undefined) => {
    const nickname = /\(([^()]+)\)/.exec(raw ?? '')?.[1];
    if (nickname) add(nickname);
    const words = nameWords((raw ?? '').replace(/\([^()]+\)/, ' '));
    if (words.length > 0) names.add(words.join(' '));
  };
  const addBoth = (match: RegExpExecArray | null) => {
    add(match?.[1]);
    add(match?.[2]);
  };
  for (const pattern of CONTEXTS) matchesOf(text, pattern).forEach(addBoth);
  for (const { opens, names: patterns } of LETTER_LINES)
    for (const { index } of matchesOf(text, opens))
      for (const pattern of patterns) {
        pattern.lastIndex = index;
        addBoth(pattern.exec(text));
      }
  for (const [, list = ''] of matchesOf(text, HEADER_LINE))
    for (const piece of list.split(list.includes(';') || !list.includes('>') ? ';' : />\s*,/)) add(HEADER_NAME.exec(piece.trim())?.[1]);
  for (const [, written = '', last = ''] of matchesOf(text, LISTED)) {
    const first = written.replace(/['’]s$/, '');
    if (FIRST_NAMES.has(first)) add(last && first === written && !NO_NAME.has(last.toLowerCase()) ? `${first} ${last}` : first);
  }
  for (const pattern of EASTERN)
    for (const [, name = ''] of matchesOf(text, pattern)) if (!NO_EASTERN_NAME.test(name)) names.add(name.replaceAll('\u3000', ' '));
  return [...names];
}

/** The leading words of a possible name that can be one; empty when it is a desk, a greeting, an abbreviation or begins with another word. */
function nameWords(raw: string): string[] {
  // "On … 3:14 PM CET Sara Lind wrote:"
  const words = raw
    .replace(/^(?:(?:AM|PM|[A-Z]{2,4}T|UTC|Uhr)\b\s*)+/, '')
    .split(/\s+/)
    .filter(Boolean);
  const end = words.findIndex((word, index) => {
    const bare = word.toLowerCase().replace(/[.'’,]+$/, '');
    const isInitial = /^\p{Lu}\.$/u.test(word);
    return !isInitial && NO_NAME.has(bare) && !(IS_PARTICLE.test(bare) && index < words.length - 1 && (index > 0 || words.length > 1));
  });
  const kept = end < 0 ? words : words.slice(0, end);
  if (DESK.test(kept.join(' ')) || IS_PHRASE.test(kept.join(' ')) || (kept.length === 1 && /^\p{Lu}{1,5}$/u.test(kept[0]!))) return [];
  return kept.map((word) => word.replace(/['’]s?$/, ''));
}
