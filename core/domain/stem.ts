/**
 * The Porter stemmer (M. F. Porter, "An algorithm for suffix stripping", 1980): `connection`, `connected` and `connects` become
 * `connect`. Chosen over FTS5's own because the same stems are needed outside the database: for snippets, coverage and spelling.
 */
export function stem(word: string): string {
  // Words of other alphabets, numbers and identifiers have no English suffixes.
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  return step5(step4(step3(step2(step1c(step1b(step1a(IRREGULAR.get(word) ?? word)))))));
}

/** Forms that no suffix explains: visitors tell what was `lost`, docs say what you `lose`. Left out where a form is a word of its own (`left`, `felt`, `saw`). */
const IRREGULAR = new Map(
  `began:begin begun:begin bent:bend blew:blow bought:buy broke:break broken:break brought:bring built:build burnt:burn caught:catch
  chose:choose chosen:choose driven:drive drove:drive eaten:eat fallen:fall fell:fall forgot:forget forgotten:forget froze:freeze
  frozen:freeze gave:give given:give grew:grow grown:grow heard:hear held:hold hid:hide hidden:hide hung:hang kept:keep knew:know
  known:know learnt:learn lent:lend lost:lose meant:mean overridden:override overrode:override overwritten:overwrite paid:pay ran:run
  rang:ring rose:rise sank:sink sent:send shaken:shake shook:shake shown:show shrank:shrink shrunk:shrink slept:sleep sold:sell
  spent:spend spoke:speak spoken:speak stole:steal stolen:steal stood:stand stuck:stick swollen:swell taught:teach thought:think
  threw:throw thrown:throw told:tell took:take torn:tear understood:understand went:go woke:wake woken:wake won:win wore:wear worn:wear
  written:write wrote:write children:child feet:foot indices:index knives:knife leaves:leaf men:man mice:mouse people:person
  teeth:tooth vertices:vertex women:woman wives:wife`
    .split(/\s+/)
    .map((pair) => pair.split(':') as [string, string]),
);

const VOWEL = /[aeiou]|(?<=[^aeiou])y/;

/** How many vowel-consonant sequences the text has: Porter's m. */
function measure(text: string): number {
  const pattern = text
    .replace(/[aeiou]/g, 'V')
    .replace(/(?<=[^V])y/g, 'V')
    .replace(/[^V]/g, 'C');
  return pattern.match(/V+C+/g)?.length ?? 0;
}

/** Ends consonant-vowel-consonant, the last not w, x or y: such a stem takes back its `e`. So does a whole `on` of `one`, unlike in the paper. */
function endsShort(text: string): boolean {
  return /(^|[^aeiou])[aeiouy][^aeiouwxy]$/.test(text);
}

function step1a(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

function step1b(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const base = word.endsWith('ed') ? word.slice(0, -2) : word.endsWith('ing') ? word.slice(0, -3) : undefined;
  if (base === undefined || !VOWEL.test(base)) return word;
  if (/(at|bl|iz)$/.test(base)) return `${base}e`;
  // The paper would make `ad` of `added`, which then misses `add`.
  if (base.length > 3 && /([^aeioulsz])\1$/.test(base)) return base.slice(0, -1);
  return measure(base) === 1 && endsShort(base) ? `${base}e` : base;
}

function step1c(word: string): string {
  return word.endsWith('y') && VOWEL.test(word.slice(0, -1)) ? `${word.slice(0, -1)}i` : word;
}

type Suffixes = readonly (readonly [suffix: string, replacement: string])[];

const STEP2: Suffixes = [
  ['ational', 'ate'], ['tional', 'tion'], ['enci', 'ence'], ['anci', 'ance'], ['izer', 'ize'], ['bli', 'ble'], ['alli', 'al'],
  ['entli', 'ent'], ['eli', 'e'], ['ousli', 'ous'], ['ization', 'ize'], ['ation', 'ate'], ['ator', 'ate'], ['alism', 'al'],
  ['iveness', 'ive'], ['fulness', 'ful'], ['ousness', 'ous'], ['aliti', 'al'], ['iviti', 'ive'], ['biliti', 'ble'], ['logi', 'log'],
]; // biome-ignore format: a table

const STEP3: Suffixes = [
  ['icate', 'ic'], ['ative', ''], ['alize', 'al'], ['iciti', 'ic'], ['ical', 'ic'], ['ful', ''], ['ness', ''],
]; // biome-ignore format: a table

const STEP4 = /(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|(?<=[st])ion|ou|ism|ate|iti|ous|ive|ize)$/;

function replaceSuffix(word: string, suffixes: Suffixes): string {
  for (const [suffix, replacement] of suffixes) {
    if (!word.endsWith(suffix)) continue;
    const base = word.slice(0, -suffix.length);
    return measure(base) > 0 ? base + replacement : word;
  }
  return word;
}

function step2(word: string): string {
  return replaceSuffix(word, STEP2);
}

function step3(word: string): string {
  return replaceSuffix(word, STEP3);
}

function step4(word: string): string {
  const suffix = STEP4.exec(word)?.[0];
  if (!suffix) return word;
  const base = word.slice(0, -suffix.length);
  return measure(base) > 1 ? base : word;
}

function step5(word: string): string {
  let result = word;
  if (word.endsWith('e')) {
    const base = word.slice(0, -1);
    const m = measure(base);
    if (m > 1 || (m === 1 && !endsShort(base))) result = base;
  }
  return result.endsWith('ll') && measure(result) > 1 ? result.slice(0, -1) : result;
}
