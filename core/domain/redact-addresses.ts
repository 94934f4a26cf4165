import { type Finding, findAll } from './redact-finding.ts';

const NAME_WORD = `\\p{Lu}[\\p{L}'’.-]{1,24}`;
const TOWN = `\\p{Lu}[\\p{L}'’-]{1,24}(?: (?:am |an der |im |de |la |le |sur |upon )?\\p{Lu}[\\p{L}'’-]{1,24}){0,2}`;
/** Post codes of the continent: `10115`, `D-10115`, `1012 AB`, `111 22`, `00-001`, `1200-109`. */
const POST_CODE = `(?:[A-Z]{1,2}-)?(?:\\d{4}-\\d{3}|\\d{2}-\\d{3}|\\d{3} \\d{2}|\\d{4,6}(?: [A-Z]{2})?)(?!\\d)`;
const BRITISH_CODE = `[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}`;
/** What may follow a street: floor and door, then a post code with its town, or the town first. */
const DOOR = `(?:,? ?(?:\\d{1,2}[.º°ªo]{1,2} ?(?:[A-Z]|izq\\.?|dcha\\.?)?|(?:étage|piso|m\\.|lok\\.|door|top|Stock|OG) ?\\d{1,4})(?![\\p{L}\\p{N}]))?`;
const REST = `${DOOR}(?:(?:, ?|[ \\t]{0,2}\\r?\\n[ \\t]{0,3}| [-–·|•] )(?:${POST_CODE} ${TOWN}|${TOWN},? (?:[A-Z]{2} )?\\d{5}(?:-\\d{4})?|(?:${TOWN},? )?${BRITISH_CODE}|${TOWN}))?`;
const STREETS = [
  `\\d{1,5}[A-Za-z]? (?:${NAME_WORD} ){1,4}(?:Street|St\\.?|Road|Rd\\.?|Avenue|Ave\\.?|Lane|Ln\\.?|Drive|Way|Boulevard|Blvd\\.?|Court|Square|Terrace|Place|Quay|Wharf|Row|Close|Crescent|Parkway|Gardens|Hill|Loop|Trail|Alley|Mews|Highway|Hwy\\.?)(?!\\p{L})(?:,? (?:Suite|Ste\\.?|Apt\\.?|Unit|Floor|Flat) ?#?\\d{1,5}[A-Z]?)?`,
  `\\p{Lu}[\\p{L}.-]{0,30}(?: \\p{Lu}[\\p{L}.-]{0,30}){0,2}?(?:[Ss]traße|[Ss]trasse|[Ss]tr\\.|weg|platz|allee|gasse|ufer|damm|ring|chaussee|straat|laan|plein|kade|gracht|gatan|vägen|gade|vej|veien|gata|utca|katu) \\d{1,4} ?[a-z]?(?![\\p{L}\\p{N}])`,
  `(?:Am|An der|An den|Auf der|Im|In der|Zum|Zur) ${NAME_WORD}(?: ${NAME_WORD})? \\d{1,4} ?[a-z]?(?=(?:,| [·|•–-]|[ \\t]{0,2}\\r?\\n) {0,2}(?:[A-Z]{1,2}-)?\\d{4,5} \\p{Lu})`,
  `\\d{1,4}(?: ?bis| ?ter)?,? (?:rue|avenue|boulevard|place|quai|chemin|impasse|allée|cours) (?:(?:de|du|des|la|le|les|l'|d') ?){0,2}${NAME_WORD}(?:[ -](?:de |du |des |la )?${NAME_WORD}){0,3}`,
  `(?:Calle|C/|Avenida|Avda\\.?|Av\\.|Paseo|Plaza|Carrer|Str\\.|Strada|Bd\\.|Via|Viale|Piazza|Corso|Rua|Largo|Praça|ul\\.|ulica|al\\.|os\\.|pl\\.) (?:(?:de|del|da|do|dos|la|las|los) ){0,2}${NAME_WORD}(?: (?:(?:de|del|da|do|la) )?${NAME_WORD}){0,3},? (?:n[.ºo°r]{1,2} ?)?\\d{1,4}[A-Za-z]?(?:/\\d{1,4})?(?![\\p{L}\\p{N}.:]\\p{N}?)`,
  // A name and a number are a street only with a post code and a town after them.
  `${NAME_WORD}(?: ${NAME_WORD}){0,2} \\d{1,4}[a-z]?(?:/\\d{1,4}[a-z]?)?(?=, ${POST_CODE} \\p{Lu}\\p{Ll})`,
  'P\\.? ?O\\.? ?Box \\d{1,6}',
  `Postfach \\d[\\d ]{1,8}\\d`,
].map((street) => new RegExp(`(?<![\\p{L}\\p{N}_.-])(?:${street})${REST}`, 'gu'));

/** Street addresses in the forms of ten languages, with the post code and town that follow. */
export function findAddresses(text: string): Finding[] {
  return STREETS.flatMap((street) => findAll(text, street, 'address', (value) => value.replace(/\s+/g, ' ').toLowerCase()));
}
