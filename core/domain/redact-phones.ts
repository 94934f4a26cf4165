import { matchesOf } from './matches-of.ts';
import { type Finding, findingAt } from './redact-finding.ts';

/** Digits with what people write between them, the country's `+` (in addresses of pages `%2B`) before and an extension after. */
const DIGITS =
  /(?<![\p{L}\p{N}_.@$€£-])(?:\+|%2b|00)?\(?\d(?:[ \u00a0()./–-]{0,3}\d){5,16}(?![\p{L}\p{N}_%]|[.:-]\d)(?:[ ,;]{0,2}(?:ext(?:ension|n)?\.?|x|durchwahl|dw|poste|int\.|anknytning|toestel|wew\.)[ :]{0,2}\d{1,6}(?![\p{L}\p{N}_]))?/giu;
/** A phone, in the languages of support mail. One letter only at the beginning of a line. */
const PHONE_NOUN =
  '(?:my|our) (?:\\p{L}{2,12} )?number|(?:tele)?phones?|ph|tel|cell(?:ulare?)?|cel|celular|mob(?:ile|il|iltelefon)?|m[óo]vil|telem[óo]vel|handy|(?:tele)?fax|faks|telefon[oe]?|teléfono|t[ée]l[ée]phone|téléfono|tlf|tlfn?|puh(?:elin)?|gsm|kom(?:órka|órkowy)?|portable|fixe|whatsapp|signal|viber|sms|durchwahl|hotline|pager|direct(?: (?:line|dial))?|landline|office|desk|extension|rückruf|rufnummer|телефон|тел|моб|факс|电话|手机|電話|携帯|传真|전화|휴대폰|هاتف|جوال|טלפון|τηλέφωνο';
const JOINTS =
  '(?:number|numero|número|numéro|nummer|numer|no|nr|n°|is|are|at|on|under|unter|bitte|ist|lautet|est|es|é|è|au|al|en|op|på|pod|do|to|the|me|us)';
const PHONE_WORD = new RegExp(
  `(?:(?<![\\p{L}])(?:${PHONE_NOUN})|(?:^|\\n)[ \\t>]{0,8}[TMPFDCO])[^\\p{L}\\p{N}\\n]{0,4}(?:${JOINTS}[^\\p{L}\\p{N}\\n]{1,3}){0,3}$`,
  'iu',
);
/** "Call me on …", "reach us day and night at …". */
const PHONE_VERB =
  /(?<!\p{L})(?:call|ring|dial|reach|text|phone|(?:ruf|rufen|erreich)\p{L}{0,4}|appele[rz]|joindre|llam\p{L}{1,4}|ligue|ligar|bel(?:len)?|zadzwo\p{L}{1,4}|ring(?:a|e)?)(?: (?:me|us|him|her|them|back|mich|uns|ihn|sie|an|moi|nous|me))?[^.!?\n\p{N}]{0,24}(?:24\/7[^.!?\n\p{N}]{0,12})?$/iu;
const DATE = /\d{4}[-./]\d{1,2}[-./]\d{1,2}|(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d/;
/** What follows an amount. */
const UNIT = /^ ?(?:%|(?:ms|s|sec|min|h|b|kb|mb|gb|kib|mib|bytes?|lines?|events?|rows?|times|items|records|eur|usd|€|\$)(?!\p{L}))/iu;

/** Forms that are a phone's without a word that says so: an area code in brackets or after a 0, the American groups, a mobile's. */
const NATIONAL =
  /^(?:\(?0[1-9]\d{0,4}\)?[ /–-]\d[\d /–-]{4,12}\d|\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}|1-[2-9]\d{2}-\d{3}-\d{4}|0[1-9](?:[ .]\d{2}){4}|0[1-9]\d{1,3}(?:[ .-]\d{2,4}){2,3}|\d? ?\((?!19|20\d\d\))\d{2,4}\) ?\d{3,5}[ -]\d{2,4}(?:[ -]\d{2,4})?|1[38]00 \d{3} \d{3}|555-01\d\d)$/;

/** Phone numbers: with a country code, in a national form, or after a word that announces one. Dates, amounts, versions and ids are none. */
export function findPhones(text: string): Finding[] {
  return matchesOf(text, DIGITS).flatMap((match) => {
    const value = match[0];
    const main = value.replace(/[ ,;]{0,2}(?:ext|x|durchwahl|dw|poste|int|anknytning|toestel|wew)\p{L}*\.?[ :]{0,2}\d+$/iu, '');
    const digits = main.replace(/%2b/i, '').replace(/\D/g, '');
    if (digits.length > 15 || DATE.test(value) || UNIT.test(text.slice(match.index + value.length, match.index + value.length + 8)))
      return [];
    const before = text.slice(Math.max(0, match.index - 60), match.index);
    const international = /^(?:\+|%2b|00[1-9])/i.test(value) && digits.length >= 8;
    const announced = digits.length >= 6 && (PHONE_WORD.test(before) || (PHONE_VERB.test(before) && digits.length >= 7));
    // `size=…`, `Foo:123`, `#48213` and paths are no place for a number that only looks national.
    const national = NATIONAL.test(main) && !/[:=#/%]$/.test(before);
    return international || announced || national ? [findingAt(match.index, value, 'phone', digits.replace(/^00/, ''))] : [];
  });
}
