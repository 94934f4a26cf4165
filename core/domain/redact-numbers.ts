import { isIPv6 } from 'node:net';
import type { Finding } from './redact-finding.ts';

const IPV4 = /(?<![\p{L}\p{N}_]|\d\.|\.)(?:\d{1,3}\.){3}\d{1,3}(?![\p{L}\p{N}_]|\.\d)/gu;
const IPV6 = /(?<![\p{L}\p{N}_:.])(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{0,4}|(?:\d{1,3}\.){3}\d{1,3})(?![\p{L}\p{N}_:])/giu;
/** What stands before four numbers that are a version. */
const VERSION_BEFORE =
  /(?:\b(?:v|version|versions|release|build|plugin|connector|runtime|mule|java|jdk|agent|update)\s{0,2}[:=]?\s{0,2}|(?:chrome|firefox|safari|edge?|version)\/)$/i;

/** IP addresses, but not loopback, `0.0.0.0`, net masks and versions of four numbers. */
export function findIps(text: string): Finding[] {
  const v4 = [...text.matchAll(IPV4)].filter(({ 0: value, index }) => {
    if (value.split('.').some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith('0')))) return false;
    if (/^(?:127\.|0\.0\.0\.0$|255\.)/.test(value)) return false;
    return !VERSION_BEFORE.test(text.slice(Math.max(0, index - 20), index));
  });
  const v6 = [...text.matchAll(IPV6)].filter(
    ({ 0: value }) => isIPv6(value) && /\d/.test(value) && !/^(?:::1?|0:0:0:0:0:0:0:[01])$/.test(value),
  );
  return [...v6, ...v4].map((match) => at(match, 'ip', match[0].toLowerCase()));
}

const CARD = /(?<![\p{L}\p{N}_.-])[3-6]\d{3}(?:[ -]?\d){9,15}(?![\p{L}\p{N}_]|[.-]\d)/gu;

/** Payment cards: 13 to 19 digits whose Luhn sum is right. */
export function findCards(text: string): Finding[] {
  return [...text.matchAll(CARD)].flatMap((match) => {
    const digits = match[0].replace(/\D/g, '');
    return passesLuhn(digits) ? [at(match, 'card', digits)] : [];
  });
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    sum += index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0);
  }
  return sum % 10 === 0;
}

const IBAN = /(?<![\p{L}\p{N}_])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\p{N}_])/gu;

/** International bank account numbers: ISO 13616, remainder 1 modulo 97. */
export function findIbans(text: string): Finding[] {
  return [...text.matchAll(IBAN)].flatMap((match) => {
    const value = match[0].replaceAll(' ', '');
    const numeric = (value.slice(4) + value.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
    return BigInt(numeric) % 97n === 1n ? [at(match, 'iban', value)] : [];
  });
}

/** A word that names an account, with "number", "id", `#` or `:` after it, and a value with at least four digits. */
const ACCOUNT =
  /(?<!\p{L})(?:account|acct|customer|client|contract|subscription|invoice|order|purchase order|membership|member|policy|licen[cs]e|serial|kunden|konto|vertrags|rechnungs|auftrags|kundennr|tax|vat|ust|steuer|passport|organi[sz]ation|org|tenant|n[úu]mero de (?:cliente|cuenta|factura)|num[ée]ro de (?:client|compte|contrat|facture)|num[ée]ro client|klant|cliente|client no|numero cliente)[ _-]?(?:number|numbers|num|no|nr|id|nummer|key|ref(?:erence)?)?\.?(\s{0,2}(?:[:=#]|is|ist|lautet|est|es)\s{0,2}|\s{1,2})#?([A-Z]{0,5}[-_/]?\d[A-Z0-9/_-]{2,30})(?![\p{L}\p{N}_]|\.\d)/giu;
const SOCIAL_SECURITY = /(?<![\p{L}\p{N}_-])\d{3}-\d{2}-\d{4}(?![\p{L}\p{N}_-])/gu;

/** Account, customer, contract and similar numbers, known by the words before them. */
export function findAccounts(text: string): Finding[] {
  const named = [...text.matchAll(ACCOUNT)].flatMap((match) => {
    const [whole, joint = '', value = ''] = match;
    const digits = value.replace(/\D/g, '').length;
    // "order 5000 events" is a quantity; a bare word needs a longer number than "order number 5000".
    const says =
      /(?:number|num|no|nr|id|nummer|ref|reference|n[úu]mero|num[ée]ro|klantnummer|#)\.?\s*[:=#]?\s*(?:is|ist|lautet|est|es)?\s*#?$/i.test(
        whole.slice(0, whole.length - value.length),
      );
    const enough = says || /[:=#]/.test(joint) ? 4 : /^(?:account|acct|customer|konto|kunde)/i.test(whole) ? 5 : 6;
    if (digits < enough || /^(?:19|20)\d\d-\d\d/.test(value)) return [];
    const start = match.index + whole.length - value.length;
    return [{ start, end: start + value.length, kind: 'account' as const, key: value.toUpperCase() }];
  });
  return [...named, ...[...text.matchAll(SOCIAL_SECURITY)].map((match) => at(match, 'account', match[0]))];
}

const NAME_WORD = `\\p{Lu}[\\p{L}'’.-]{1,24}`;
const TOWN = `\\p{Lu}[\\p{L}'’-]{1,24}(?: (?:am |an der |im |de |la |le |sur |upon )?\\p{Lu}[\\p{L}'’-]{1,24}){0,2}`;
/** What may follow a street: a post code with its town, or the town first. */
const REST = `(?:(?:, ?|\\n| - )(?:(?:[A-Z]{1,2}-)?\\d{4,5}(?: [A-Z]{2})? ${TOWN}|${TOWN},? (?:[A-Z]{2} )?\\d{5}(?:-\\d{4})?|(?:${TOWN},? )?[A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2}|${TOWN}))?`;
const STREETS = [
  `\\d{1,5}[A-Za-z]? (?:${NAME_WORD} ){1,4}(?:Street|St\\.?|Road|Rd\\.?|Avenue|Ave\\.?|Lane|Ln\\.?|Drive|Way|Boulevard|Blvd\\.?|Court|Square|Terrace|Place|Quay|Wharf|Row|Close|Crescent|Parkway|Gardens|Hill|Loop|Trail|Alley|Mews)(?!\\p{L})(?:,? (?:Suite|Ste\\.?|Apt\\.?|Unit|Floor|Flat) ?#?\\d{1,5}[A-Z]?)?`,
  `\\p{Lu}[\\p{L}.-]{0,30}(?: \\p{Lu}[\\p{L}.-]{0,30}){0,2}?(?:[Ss]traße|[Ss]trasse|[Ss]tr\\.|weg|platz|allee|gasse|ufer|damm|ring|chaussee|straat|laan|plein|kade|gracht|gatan|vägen|gade|vej|veien|gata) \\d{1,4} ?[a-z]?(?![\\p{L}\\p{N}])`,
  `\\d{1,4}(?: ?bis| ?ter)?,? (?:rue|avenue|boulevard|place|quai|chemin|impasse|allée|cours) (?:(?:de|du|des|la|le|les|l'|d') ?){0,2}${NAME_WORD}(?:[ -](?:de |du |des |la )?${NAME_WORD}){0,3}`,
  `(?:Calle|C/|Avenida|Avda\\.?|Av\\.|Paseo|Plaza|Carrer|Str\\.|Strada|Bd\\.|Via|Viale|Piazza|Corso|Rua|Largo|Praça|ul\\.|ulica) (?:(?:de|del|da|do|dos|la|las|los) ){0,2}${NAME_WORD}(?: (?:(?:de|del|da|do|la) )?${NAME_WORD}){0,3},? (?:n[.ºo°]{1,2} ?)?\\d{1,4}(?![\\p{L}\\p{N}.:]\\p{N}?)`,
  'P\\.? ?O\\.? ?Box \\d{1,6}',
  `Postfach \\d[\\d ]{1,8}`,
].map((street) => new RegExp(`(?<![\\p{L}\\p{N}_.-])(?:${street})${REST}`, 'gu'));

/** Street addresses in the forms of ten languages, with the post code and town that follow. */
export function findAddresses(text: string): Finding[] {
  return STREETS.flatMap((street) =>
    [...text.matchAll(street)].map((match) => at(match, 'address', match[0].replace(/\s+/g, ' ').toLowerCase())),
  );
}

const DIGITS_OF_A_PHONE = /(?<![\p{L}\p{N}_.:=#@/$€£%-])(?:\+|00)?\(?\d(?:[ \u00a0()./–-]{0,3}\d){5,16}(?![\p{L}\p{N}_%]|[.:-]\d)/gu;
const PHONE_WORD =
  /(?:\b(?:phone|telephone|tel|mobile|cell|call(?: me| us)?(?: (?:at|on|back))?|fax|handy|telefon|tel[ée]fono|t[ée]l[ée]phone|mobil|portable|whatsapp|durchwahl|dial|direct|reach(?: me| us) (?:at|on)|ring)|(?:^|\n)[TMPF])\W{0,4}(?:(?:number|no|nr|is|at|on)\W{1,3}){0,2}$/i;
const DATE = /\d{4}[-./]\d{1,2}[-./]\d{1,2}|\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d/;
const NATIONAL = /^(?:\(?0\d{1,5}\)?[ /–-]\d[\d /–-]{4,12}\d|\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}|0\d(?:[ .]\d{2}){4}|555-01\d\d)$/;

/** Phone numbers: with a country code, in a national form, or after a word that announces one. Dates, versions and ids are none. */
export function findPhones(text: string): Finding[] {
  return [...text.matchAll(DIGITS_OF_A_PHONE)].flatMap((match) => {
    const value = match[0];
    const digits = value.replace(/\D/g, '').length;
    if (digits > 15 || DATE.test(value)) return [];
    const international = /^(?:\+|00[1-9])/.test(value) && digits >= 8;
    const announced = PHONE_WORD.test(text.slice(Math.max(0, match.index - 40), match.index)) && digits >= 6;
    if (!international && !announced && !NATIONAL.test(value)) return [];
    return [at(match, 'phone', value.replace(/\D/g, '').replace(/^00/, ''))];
  });
}

function at(match: RegExpExecArray, kind: Finding['kind'], key: string): Finding {
  return { start: match.index, end: match.index + match[0].length, kind, key };
}
