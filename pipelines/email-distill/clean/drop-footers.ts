import { codeLines } from './code-lines.ts';
import { type Cut, cutFrom, dropLines, paragraphs } from './cut-lines.ts';
import { isReplyAbove } from './quote-marks.ts';

const BANNER =
  /^\s*(?:\W{0,4}(?:caution|warning|achtung|vorsicht|warnung|attention|avertissement|atenci[oó]n|aviso|attenzione|avviso|aten[cç][aã]o|let op|waarschuwing|varning|obs|advarsel|uwaga|ostrzeżenie|varoitus|huomio|pozor|注意|external(?: e-?mail| sender)?|extern)[^\p{L}]{1,4}.{0,120}(?:external|outside|fuera de|buiten de|fora d|ekstern|extern|extérieur|estern|utenfor|uden for|utanför|udefra|zewnętrzn|spoza|ulkopuol|ulkois|mimo|社外|外部|\bsender\b|absender).{0,200}|\W{0,2}\[?external\]?\W{0,2})\s*$/iu;

/** A first line of both is the mail server's, whatever word it begins with. */
const OUTSIDE =
  /(?:outside|from an external|fuera de|buiten de|fora d[ae]|von außerhalb|extern(?:en|al)? (?:absender|sender|e-?mail)|extérieur|dall.esterno|utenfor|uden for|utanför|spoza)/i;
const LINKS =
  /\b(?:links?|attachments?|anhänge|liens?|enlaces|vínculos|collegamenti|koppelingen|lenker|länkar|bilagor|linki|linków|załączniki)\b/i;
/** The shortest is `external`. */
const MIN_BANNER_LENGTH = 8;

/** The line of a help desk opens its own mail; in an answer to that it stands above the quote and is left to the step for quotes. */
export function dropBanners(lines: readonly string[]): Cut {
  const first = lines.findIndex((line) => line.trim());
  const isBanner = (line: string, index: number) =>
    line.length >= MIN_BANNER_LENGTH &&
    line.length < 400 &&
    (BANNER.test(line) || (index === first && (isReplyAbove(line) || (OUTSIDE.test(line) && LINKS.test(line)))));
  return dropLines(lines, 'banner', 'added by a mail server or help desk', isBanner);
}

const ARCHIVE_MARK =
  /^\s*(?:\[\[(?:alternative|rich) .{1,20} version deleted\]\]|-{10,20} next part -{10,20}|(?:an|a) .{1,60} (?:was|has been) scrubbed\.{3})\s*$/i;
const SCRUBBED = /scrubbed\.{3}\s*$/i;
const SCRUBBED_FIELD = /^\s*(?:name|type|size|desc|url|from|to|cc|subject|date)\s?:/i;

/** What archives of mailing lists put in the place of attachments and HTML. */
export function dropArchiveMarks(lines: readonly string[]): Cut {
  const doomed = new Set<number>();
  lines.forEach((line, index) => {
    if (line.length < 20 || line.length > 200 || !ARCHIVE_MARK.test(line)) return;
    doomed.add(index);
    if (!SCRUBBED.test(line)) return;
    for (let next = index + 1; SCRUBBED_FIELD.test((lines[next] ?? '').slice(0, 200)); next++) doomed.add(next);
  });
  return dropLines(lines, 'archive', 'put there by the archive of a mailing list', (_, index) => doomed.has(index));
}

const PGP_BEGIN = /^\s*-{5}BEGIN PGP (SIGNED MESSAGE|SIGNATURE)-{5}\s*$/;

/** What signing puts around the text: the opening with its `Hash:` line, and the signature. */
export function dropPgpMarks(lines: readonly string[]): Cut {
  if (!lines.some((line) => line.includes('BEGIN PGP'))) return { lines, removals: [] };
  const doomed = new Set<number>();
  let isSignature = false;
  lines.forEach((line, index) => {
    const begin = PGP_BEGIN.exec(line)?.[1];
    if (begin === 'SIGNATURE') isSignature = true;
    const isHash = /^Hash: \S/.test(line) && PGP_BEGIN.test(lines[index - 1] ?? '');
    if (isSignature || begin || isHash) doomed.add(index);
    if (/^\s*-{5}END PGP SIGNATURE-{5}\s*$/.test(line)) isSignature = false;
  });
  return dropLines(lines, 'signature', 'PGP signature', (_, index) => doomed.has(index));
}

const LIST_FOOTER = /mailing list|unsubscribe|mailman\/listinfo|groups\.google\.com|abmelden|désabonner/i;

/** From the rule to the end of the mail. */
const MAX_LIST_FOOTER_LINES = 12;

export function dropListFooter(lines: readonly string[]): Cut {
  const from = Math.max(0, lines.length - MAX_LIST_FOOTER_LINES);
  const tail = lines.slice(from);
  const rule = tail.findLastIndex(
    (line, index) =>
      /^\s*[_=-]{20,}\s*$/.test(line) ||
      (/^\s*[_=-]{2,}\s*$/.test(line) && / mailing list\s*$/i.test((tail[index + 1] ?? '').slice(0, 300))),
  );
  return rule < 0 || !tail.slice(rule + 1).some((line) => LIST_FOOTER.test(line.slice(0, 300)))
    ? { lines, removals: [] }
    : cutFrom(lines, from + rule, 'list-footer', 'footer of a mailing list');
}

const ENVIRONMENT =
  /consider the environment|think before (?:you )?print|umwelt|environnement avant|medio ambiente|miljø|miljö|ambiente prima/i;
const DISCLAIMER = [
  /confidential|vertraulich|confidentiel|confidencial|riservat|vertrouwelijk|privileged|poufn|fortrolig|konfidenti|luottamuksel|důvěrn|機密/i,
  /intended (?:solely |only |recipient|for)|addressee|recipient|empfänger|adressat|destinataire|destinat[aá]ri|geadresseerde|adresat|odbiorc|modtager|mottag|mottak|vastaanottaj|příjemc|受信者/i,
  /notify the sender|delete (?:this|it|the)|informieren sie|vernichten|löschen sie|supprimer|elimin[ea]|eliminación|borre|cancellare|verwijder|underrett|slett?e\b|radera|poista|smaž|vymaž|usuń|usunięci|powiadom/i,
  /(?:unauthori[sz]ed|unbefugt|non autorisé|no autorizad|non autorizzat|obehörig|uberettiget|uautoriser|luvaton|neoprávněn)/i,
  /no liability|accepts? no |does not accept|virus|keine haftung|aucune responsabilité|ninguna responsabilidad/i,
  ENVIRONMENT,
  /registergericht|sitz der gesellschaft|handelsregister|geschäftsführer|registered (?:in|office)|company (?:no|number|registration)|siret|capital social/i,
];
/** Half a sign: it counts beside liability and the like, since customers write of mail and its recipients too. */
const THIS_MAIL =
  /(?:content of|basis of|rely on) (?:this|the) (?:e-?mail|message|information)|(?:e-?mail|message) and any (?:attachments|files)/i;
const FORMAL = [3, 4, 6];

/** Legal text, by paragraph: two of its typical phrases, or one where it stands in the last paragraphs and says nothing else. */
export function dropDisclaimers(lines: readonly string[]): Cut {
  let code: readonly boolean[] | null = null;
  const doomed = new Set<number>();
  for (const [position, { start, end }] of paragraphs(lines).entries()) {
    const text = lines.slice(start, end).join(' ').slice(0, 4_000);
    // Somebody who asks whether the recipient sees a confidential field writes no legal text, nor does a mail begin with it.
    if (position === 0 || /[\p{L})]\?(?:\s|$)/u.test(text) || lines[start]!.startsWith('>')) continue;
    const hits = DISCLAIMER.map((phrase) => phrase.test(text));
    const isAboutMail = FORMAL.some((index) => hits[index]) && THIS_MAIL.test(text);
    const isLegal = hits.filter(Boolean).length + Number(isAboutMail) >= 2 && text.length >= 60;
    const isEnvironment = text.length < 200 && ENVIRONMENT.test(text) && /\bprint|drucken|imprim/i.test(text);
    if (!isLegal && !isEnvironment) continue;
    code ??= codeLines(lines);
    if (!code[start]) {
      // A signature that runs into the legal text without an empty line is left to the signature step.
      const first = lines
        .slice(start, end)
        .findIndex((line) => line.length > 60 || DISCLAIMER.some((phrase) => phrase.test(line.slice(0, 1_000))));
      for (let at = start + Math.max(0, first); at < end; at++) doomed.add(at);
    }
  }
  return dropLines(lines, 'disclaimer', 'legal text', (_, index) => doomed.has(index));
}

/** "Sent" in the languages of mail programs, and what they name behind it: a device or themselves. */
const SENT =
  /^\s*(?:sent (?:from|with|via|using)|(?:diese nachricht wurde |diese e-?mail wurde )?(?:von|mit) (?:meinem|der|dem)|gesendet (?:von|mit|über)|versendet (?:von|mit)|envoyé (?:de|depuis|à partir de|avec|par|via)|enviado (?:desde|con|do|da|a partir d[oe]|via|pelo|com)|inviato (?:da|dal|dalla|con|tramite)|verzonden (?:vanaf|met|via|vanuit)|verstuurd (?:vanaf|met|via|vanuit)|skickat (?:från|med|via)|sendt (?:fra|med|via)|wysłan[eo] (?:z|ze|przez|za pomocą)|lähetetty|odesláno (?:z|ze|pomocí)|odoslané (?:z|zo)|küldve|отправлено (?:с|из)|надіслано (?:з|із))(?=[\s:]|$)/iu;
const DEVICE =
  /i-?phon|i-?pad|\bios\b|android|galaxy|samsung|huawei|xiaomi|pixel|nokia|sony|blackberry|outlook|windows|\be-?mail\b|\bg?mail\b|yahoo|proton|tuta|spark|thunderbird|typeapp|\bgmx\b|web\.de|handy|\bmobil|smart-?phone|t[eé]l[eé]?[fp]h?on|puhelime|tablet|appareil|dispositi[vf]o|aparat|\benhet|device|\bphone/i;
const MOBILE =
  /^\s*(?:sent (?:from|with|via) [\p{L}\d][\p{L}\d .]{0,30}\s?[<(]https?:\S{1,120}$|sent from my [^,;:?!]{1,60}$|sent via |\S{1,20} ?から送信(?:されました)?[。.]?$|发自我的|(?:\p{L}+ ){1,4}(?:\p{L}+ )?outlook (?:\p{L}+ ){1,4}?(?:ios|android)\s?[<(]https?:\S{1,160}$|(?:get|obtener|obtenga|obtenir|télécharger|scarica|ottieni|download|hämta|skaffa|hent|få|skaff deg|holen sie sich|laden sie|obter o?|obtenha o?|baixe o|pobierz|hanki|získejte|stáhnout) ?outlook (?:\p{L}+ ){1,3}(?:ios|android)\s*$|outlook for (?:ios|android)\s*$|virus-?free\.? .{0,60}$)/iu;
const MAY_BE_MOBILE = /^\s*(?:sent|virus-?free)|outlook|送信|发自/i;
/** `iPhoneから送信` has 10 letters, `发自我的 iPhone` has 11. */
const MIN_MOBILE_LENGTH = 9;
/** Behind the device some ask for pardon: "… Please excuse brevity and typos." */
const MAX_MOBILE_LENGTH = 100;
const PARDON = /\b(?:excuse|pardon|forgive|apologi|entschuldig|excusez|disculp|scus)/i;

/** "Sent from my iPhone" in many languages: the verb, and a device or a mail program behind it. */
export function dropMobileFooters(lines: readonly string[]): Cut {
  const isFooter = (line: string) =>
    line.length >= MIN_MOBILE_LENGTH &&
    line.length < 160 &&
    ((MAY_BE_MOBILE.test(line) && MOBILE.test(line)) ||
      (line.length <= MAX_MOBILE_LENGTH && DEVICE.test(line) && SENT.test(line) && (!/[,;?]/.test(line) || PARDON.test(line))));
  return dropLines(lines, 'mobile-footer', 'added by a mail program', isFooter);
}
