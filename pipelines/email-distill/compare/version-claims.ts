import { type Claim, claim, words } from './claim.ts';

const PRODUCT = String.raw`(\p{Lu}[\p{L}\p{N}+#]{0,20}(?:\.js)?(?: (?:Runtime|Fabric|Server|Agent|Studio|Desktop))?|plugin|plug-in|connector|agent|runtime|driver|client|server|library|sdk)`;
const VERSION = String.raw`v?\d{1,4}(?:\.\d{1,4}){0,3}(?![\p{L}\p{N}_]|\.\d)`;
/** "Java 11 or 17", "Java 8, 11 and Java 17". */
const VERSIONS = String.raw`(${VERSION}(?:(?:,\s?|,?\s(?:or|and|oder|und|ou|et|o|y|e|of|en|eller|och|og|lub|i)\s|\s?/\s?)(?:\p{Lu}[\p{L}]{1,20} )?${VERSION}){0,4})`;
const NEEDS = `(?:requires?|needs?|must (?:have|run on|use)|depends on|benötigt|braucht|erfordert|verlangt|nécessite|exige|requiert|requiere|necesita|richiede|necessita(?: di)?|vereist|requer|precisa de|kräver|kræver|krever|wymaga)`;
const AT_LEAST = String.raw`(?:(?:at least|a minimum of|an?|the|mindestens|au moins|al menos|almeno|minstens|ten minste|pelo menos|minst|mindst|co najmniej)\s)?`;
const OR_LATER = String.raw`(?:\+|,?\s(?:or|and|oder|und|ou|et|y|o|e|of|en|eller|och|og|lub|i)\s(?:later|newer|higher|above|up|upwards?|neuer|höher|später|aufwärts|supérieure?s?|ultérieure?s?|plus récente?s?|superior(?:es|i|e)?|posterior(?:es)?|successiv[ei]|hoger|nieuwer|later|senare|nyare|högre|nyere|senere|nowsz[aey]|wyższ[aey]))`;
const REQUIRED = [
  new RegExp(String.raw`(?<![\p{L}])${NEEDS}\s${AT_LEAST}${PRODUCT}\s(?:version\s)?${VERSIONS}`, 'gu'),
  new RegExp(String.raw`(?<![\p{L}\p{N}.-])${PRODUCT}\s(?:version\s)?(${VERSION})${OR_LATER}`, 'gu'),
  new RegExp(
    String.raw`(?<![\p{L}\p{N}.-])${PRODUCT}\s(?:version\s)?${VERSIONS}\s(?:is|are|is the)\s(?:required|needed|necessary|the minimum|minimum)`,
    'gu',
  ),
];

const EVENTS: readonly (readonly [kind: string, words: string])[] = [
  [
    'available since',
    'available|supported|introduced|added|exists?|included|there|verfügbar|unterstützt|disponible|compatible|soportado|supportato|beschikbaar',
  ],
  ['removed in', 'removed|dropped|deprecated|discontinued|entfernt|entfallen|supprimée?|retirée?|eliminado|rimosso|verwijderd'],
  ['fixed in', 'fixed|corrected|solved|resolved|repaired|behoben|corrigée?|corregido|corretto|opgelost'],
];
const SINCE = `(?:since|as of|from|starting (?:with|from)|in|with|by|seit|ab|mit|depuis|à partir de(?: la)?|dans|desde|a partir de(?: la)?|en|da|dalla|vanaf|sinds|in)`;
/** A version in a sentence about an event needs a point or its name before it: "since 2019" is a year. */
const EVENT_VERSION = String.raw`(?:(?:version|release|Version|versión|versione|versie)\s(v?\d{1,4}(?:\.\d{1,4}){0,3})|(?:${PRODUCT}\s)?(v?\d{1,3}(?:\.\d{1,4}){1,3}))(?![\p{L}\p{N}_%]|\.\d|\s?(?:[KMG]i?B|ms|s|seconds|minutes)(?![\p{L}]))`;
const HAPPENED = EVENTS.map(
  ([kind, verbs]) =>
    [kind, new RegExp(String.raw`(?<![\p{L}])(?:${verbs})\s(?:only\s|again\s|erst\s)?${SINCE}\s${EVENT_VERSION}`, 'gu')] as const,
);
const MAX_SENTENCE = 600;
/** Words around a version that are of the statement and not of its subject. */
const STATEMENT = new Set(
  words(
    'work works run runs on with require requires need needs support supports supported compatible minimum version versions least later newer only use uses used using have has must you your please note also install installed java at or for of',
  ),
);
const ALIASES: Readonly<Record<string, string>> = {
  jdk: 'java',
  jre: 'java',
  openjdk: 'java',
  'plug-in': 'plugin',
  nodejs: 'node',
  'node.js': 'node',
};

/**
 * What a sentence says about versions: which one something requires, and since which one something is there, gone or mended. "Java 11 or
 * later" and "requires Java 11" are the same claim; the subject is what stands before it.
 */
export function versionClaims(sentence: string, context: string): Claim[] {
  if (sentence.length > MAX_SENTENCE || !/\d/.test(sentence)) return [];
  const required = REQUIRED.flatMap((pattern) =>
    [...sentence.matchAll(pattern)].flatMap((match): Claim[] => {
      const product = productName(match[1]!);
      // "at least 3 of the connector" is no version, and what a negated sentence requires is unsaid.
      if (
        /(?<![\p{L}])(?:not|no longer|n['’]t|nicht|kein\p{L}*|pas|no|non|niet|inte|ikke|nie)(?![\p{L}])/iu.test(
          sentence.slice(0, match.index + 20),
        )
      )
        return [];
      const subject = sentence.slice(0, match.index).replace(VERSION_WORD, ' ');
      const about = words(subject).filter((word) => !STATEMENT.has(word) && word !== product);
      const made = claim(`requires ${product}`, versionsOf(match[2]!), {
        part: about.join(' '),
        quote: sentence,
        context: about.length ? '' : context,
        conditions: conditionsOf(sentence, product),
      });
      return made.about.size ? [{ ...made, setting: [] }] : [];
    }),
  );
  const happened = HAPPENED.flatMap(([kind, pattern]) =>
    [...sentence.matchAll(pattern)].map((match) => {
      const product = match[2] ? productName(match[2]) : '';
      return claim(kind, [plain(match[1] ?? match[3]!)], {
        part: sentence.replace(VERSION_WORD, ' '),
        quote: sentence,
        context,
        conditions: conditionsOf(sentence, product),
      });
    }),
  );
  return [...dedupe(required), ...happened];
}

const VERSION_WORD = /(?<![\p{L}\p{N}.])v?\d+(?:\.\d+)*(?![\p{L}\p{N}])/gu;
const NAMED_VERSION = new RegExp(String.raw`(?<![\p{L}\p{N}.-])${PRODUCT}\s(?:version\s)?(${VERSION})`, 'gu');

/** The other products of a sentence with their versions. */
function conditionsOf(sentence: string, product: string): Map<string, string> {
  const named = [...sentence.matchAll(NAMED_VERSION)].map(([, name = '', version = '']) => [productName(name), plain(version)] as const);
  return new Map(named.filter(([name]) => name !== product));
}

function productName(name: string): string {
  const lower = name.toLowerCase();
  return ALIASES[lower] ?? lower;
}

function versionsOf(list: string): string[] {
  return (list.match(/v?\d{1,4}(?:\.\d{1,4}){0,3}/g) ?? []).map(plain);
}

/** `v4.6.0` and `4.6` are one version. */
function plain(version: string): string {
  return version.replace(/^v/, '').replace(/(?:\.0)+$/, '');
}

/** "requires Java 17 or later" is found by two patterns; the first knows the whole choice. */
function dedupe(claims: readonly Claim[]): Claim[] {
  return claims.filter((one, index) => claims.findIndex(({ kind, quote }) => kind === one.kind && quote === one.quote) === index);
}
