import { type Finding, findAll, findingAt, lastGroup } from './redact-finding.ts';

const CARD = /(?<![\p{L}\p{N}_.-])[3-6]\d{3}(?:[ -]?\d){9,15}(?![\p{L}\p{N}_]|[.-]\d)/gu;

/** Payment cards: 13 to 19 digits whose Luhn sum is right. */
export function findCards(text: string): Finding[] {
  return [...text.matchAll(CARD)].flatMap((match) => {
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

const IBAN = /(?<![\p{L}\p{N}_])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\p{N}_])/gu;

/** International bank account numbers: ISO 13616, remainder 1 modulo 97. What follows in capitals may have been taken for a part of it. */
export function findIbans(text: string): Finding[] {
  return [...text.matchAll(IBAN)].flatMap((match) => {
    for (let value = match[0]; value.length >= 15; value = value.replace(/ ?[A-Z0-9]+$/, '')) {
      if (passesMod97(value.replaceAll(' ', ''))) return [findingAt(match.index, value, 'iban', value.replaceAll(' ', ''))];
      if (!value.includes(' ')) break;
    }
    return [];
  });
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
  const named = [...text.matchAll(ACCOUNT)].flatMap((match) => {
    const [whole, joint = '', value = ''] = match;
    const digits = value.replace(/\D/g, '').length;
    // A bare word needs a longer number than "order number 5000".
    const said = SAYS_NUMBER.test(whole.slice(0, whole.length - value.length));
    const enough = said || /[:=#]/.test(joint) ? 4 : /^(?:account|acct|customer|konto|kunde)/i.test(whole) ? 5 : 6;
    if (digits < enough || /^(?:19|20)\d\d-\d\d/.test(value)) return [];
    if (!said && COUNTED.test(text.slice(match.index + whole.length, match.index + whole.length + 24))) return [];
    return lastGroup(match, 'account').map((finding) => ({ ...finding, key: value.toUpperCase().replaceAll(' ', '') }));
  });
  return [...named, ...findAll(text, SOCIAL_SECURITY, 'account')];
}
