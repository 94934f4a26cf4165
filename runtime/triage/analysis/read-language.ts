import { words } from '#core/domain/words.ts';

/** Languages told apart by their small words. */
const SMALL_WORDS = {
  en: 'the and is are was were to of in on for with that this it we you our your have has not be can do does how what when from at by please my i a an there would after since',
  de: 'der die das und ist sind war zu im in auf fur mit dass wir sie unser unsere ihr ihre haben hat nicht kann wie was wenn von bei bitte mein ich ein eine einen es den dem nach seit auch wird beim sich kein keine uns am zur man',
  fr: 'le la les et est sont etait de des du dans sur pour avec que ce cette nous vous notre votre avons avez ne pas peut comment quand par mon je un une il depuis apres au aux en qui nos quel quelle merci a l d c n',
  es: 'el la los las y es son era de del en para con que este esta nosotros usted nuestro nuestra hemos ha no puede como cuando por mi yo un una hay desde despues al se nos favor donde hola gracias tenemos queremos podemos muy esta estan estamos pueden cual si sin su sus lo a',
  it: 'il lo la gli le e di del della che per con non sono siamo abbiamo questo questa un una nel nella dal come quando anche ma piu si ci mi vostro nostro dopo perche',
  pt: 'o os as e de do da dos das que para com nao sao estamos temos este esta um uma no na nos pelo como quando mas mais se nosso nossa depois voce voces obrigado obrigada',
  nl: 'de het een en is zijn was van op voor met dat dit wij we jullie onze hebben heeft niet kan hoe wat wanneer door bij mijn ik er na sinds ook naar worden geen',
  sv: 'och att det som en ett pa for med inte vi ni har kan hur var efter sedan till fran av den vara nar om ar',
  pl: 'i w na z do nie ze jest sa sie po od jak dla przez po mamy mozna prosze moj nasz czy ktory gdy',
} as const;

/** Languages that the words of triage know; others are only named. */
export type ReadLanguage = keyof typeof SMALL_WORDS | 'ja' | 'zh' | 'ko' | 'ru' | 'uk' | 'el' | 'ar' | 'he' | 'th' | 'und';

/** Scripts that say the language, or nearly. Kana stands beside Han only in Japanese, and Ukrainian has letters that Russian lacks. */
const SCRIPTS: readonly (readonly [ReadLanguage, RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['uk', /[іїєґІЇЄҐ]/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['th', /\p{Script=Thai}/gu],
];
/** Letters and marks that only these have, each worth so many small words. */
const MARKS: readonly (readonly [ReadLanguage, RegExp])[] = [
  ['es', /[¿¡ñ]/i],
  ['de', /ß/],
  ['pt', /[ãõ]/i],
  ['pl', /[ąęłżźć]/i],
];
const MARK_WEIGHT = 2;
/** A product name in another script is no sentence in it. */
const MIN_SCRIPT_SHARE = 0.2;
const MIN_SCRIPT_LETTERS = 4;
/** One small word may be a name or a word of another language. */
const MIN_SMALL_WORDS = 2;
/** A language shows within a page; what follows would only cost time. */
const MAX_READ_CHARACTERS = 8_000;

const LANGUAGES_OF = new Map<string, ReadLanguage[]>();
for (const [language, list] of Object.entries(SMALL_WORDS))
  for (const word of new Set(list.split(' '))) LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), language as ReadLanguage]);

/** The language of a text as a BCP 47 primary subtag; `und` where there is too little of it, or where two fit as well. */
export function readLanguage(text: string): ReadLanguage {
  const read = text.slice(0, MAX_READ_CHARACTERS);
  const letters = read.match(/\p{L}/gu)?.length ?? 0;
  for (const [language, script] of SCRIPTS) {
    const count = read.match(script)?.length ?? 0;
    if (count >= MIN_SCRIPT_LETTERS && count >= (language === 'uk' ? 0.02 : MIN_SCRIPT_SHARE) * letters) return language;
  }
  const counts = new Map<ReadLanguage, number>();
  for (const word of words(read.replace(/['’]/g, ' ')))
    for (const language of LANGUAGES_OF.get(word.text) ?? []) counts.set(language, (counts.get(language) ?? 0) + 1);
  for (const [language, mark] of MARKS) if (mark.test(read)) counts.set(language, (counts.get(language) ?? 0) + MARK_WEIGHT);
  const [best, second] = [...counts].sort(([, one], [, other]) => other - one);
  if (!best || best[1] < MIN_SMALL_WORDS || best[1] === second?.[1]) return 'und';
  return best[0];
}
