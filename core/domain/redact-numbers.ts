import { matchesOf } from './matches-of.ts';
import { type Finding, findAll, findingAt, lastGroup } from './redact-finding.ts';

/** In groups of four, in American Express's 4-6-5, or in one. */
const CARD =
  /(?<![\p{L}\p{N}_.-])(?:[3-6]\d{12,18}|[3-6]\d{3}([ -])\d{4}\1\d{4}\1\d{1,7}|3\d{3}([ -])\d{6}\2\d{4,5})(?![\p{L}\p{N}_]|[.-]\d)/gu;

/** Payment cards: 13 to 19 digits whose Luhn sum is right. */
export function findCards(text: string): Finding[] {
  return matchesOf(text, CARD).flatMap((match) => {
    const digits = match[0].replace(/\D/g, '');
    return passesLuhn(digits) ? [findingAt(match.index, match[0], 'card', digits)] : [];
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

const IBAN = /(?<![\p{L}\p{N}_])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}/gu;
/** How long an IBAN of a country is. */
const IBAN_LENGTHS = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22
  GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27
  MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29
  VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** International bank account numbers: ISO 13616, as long as their country's are, remainder 1 modulo 97. */
export function findIbans(text: string): Finding[] {
  return matchesOf(text, IBAN).flatMap((match) => {
    const value = firstSigns(match[0], IBAN_LENGTHS.get(match[0].slice(0, 2)) ?? 0);
    const bare = value.replace(/[ -]/g, '');
    const goesOn = /^[\p{L}\p{N}_]/u.test(text.slice(match.index + value.length, match.index + value.length + 1));
    return bare && !goesOn && passesMod97(bare) ? [findingAt(match.index, value, 'iban', bare)] : [];
  });
}

/** The beginning of a value with that many letters and digits, whatever stands between them; empty when it has fewer. */
function firstSigns(value: string, count: number): string {
  let signs = 0;
  for (let index = 0; index < value.length; index++) {
    if (value[index] !== ' ' && value[index] !== '-') signs++;
    if (signs === count) return value.slice(0, index + 1);
  }
  return '';
}

function passesMod97(iban: string): boolean {
  const numeric = (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(numeric) % 97n === 1n;
}

/** A word that names an account, with "number", "id", `#` or `:` after it, and a value with at least four digits. */
const WHOSE =
  'account|acct|customer|client|contract|subscription|subscriber|invoice|order|purchase order|membership|member|policy|licen[cs]e|serial|user|employee|personnel|passport|organi[sz]ation|org|tenant|tax|vat|kunden|konto|vertrags|rechnungs|auftrags|bestell|mitglieds|personal|steuer|ust|umsatzsteuer|client[ei]?|cliente|compte|contrat|contrato|contratto|cuenta|conto|conta|factura|facture|fattura|fatura|klant|contract|factuur|kund|konto|avtals|faktura|kunde|avtale|klienta|konta|umowy|faktury|zákazn[íi]ka|smlouvy|ügyfél|szerződés|müşteri|клиента|договора|счета';
const NUMBER = 'number|numbers|num|no|nr|n°|nº|id|nummer|номер|key|ref(?:erence)?|code|numero|número|numéro|numer|číslo|szám|numarası';
const ACCOUNT = new RegExp(
  `(?<!\\p{L})(?:(?:${NUMBER})\\.?[ ](?:de |del |do |da |di |van |of )?(?:${WHOSE})|(?:${WHOSE})[ _-]?(?:${NUMBER})?)\\.?(\\s{0,2}(?:[:=#]|is|ist|lautet|est|es|é|è)\\s{0,2}|\\s{1,2})#?([A-Z]{0,5}[-_/]?\\d[A-Z0-9/_-]{2,30}(?: \\d{3,4}){0,4})(?![\\p{L}\\p{N}_]|\\.\\d)`,
  'giu',
);
const SAYS_NUMBER = new RegExp(
  `(?:^(?:${NUMBER})\\.? |(?:${NUMBER}|#)\\.?\\s*[:=#]?\\s*(?:is|ist|lautet|est|es|é|è)?\\s*#?$|^(?:kund|klant|kunde)?nummer)`,
  'iu',
);
const SOCIAL_SECURITY = /(?<![\p{L}\p{N}_-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\p{L}\p{N}_-])/gu;
/** What an amount is counted in: "order 500000 events" is no order number. */
const COUNTED = /^ ?\p{Ll}{3,}s(?!\p{L})/u;

/** Account, customer, contract and similar numbers, known by the words before them. */
export function findAccounts(text: string): Finding[] {
  const named = matchesOf(text, ACCOUNT).flatMap((match) => {
    const [whole, joint = '', value = ''] = match;
    const digits = value.replace(/\D/g, '').length;
    // A bare word needs a longer number than "order number 5000".
    const said = SAYS_NUMBER.test(whole.slice(0, whole.length - value.length));
    const owned = /^(?:account|acct|customer|konto|kunde)/i.test(whole);
    const enough = said || /[:=#]/.test(joint) ? 4 : owned ? 5 : 6;
    if (digits < enough || /^(?:19|20)\d\d-\d\d/.test(value)) return [];
    if (!said && !owned && COUNTED.test(text.slice(match.index + whole.length, match.index + whole.length + 24))) return [];
    return lastGroup(match, 'account').map((finding) => ({ ...finding, key: value.toUpperCase().replaceAll(' ', '') }));
  });
  return [...named, ...findAll(text, SOCIAL_SECURITY, 'account')];
}
