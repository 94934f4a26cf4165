import { codeLines } from './code-lines.ts';
import { type Cut, cutFrom, dropLines, paragraphs } from './cut-lines.ts';

const BANNER =
  /^\s*(?:##-.{0,120}-##|\W{0,4}(?:caution|warning|achtung|attention|atención|external(?: e-?mail| sender)?|extern)\b[\W]{0,4}.{0,60}\b(?:external|outside|extern|externe|externo|sender|absender)\b.{0,200}|\W{0,2}\[?external\]?\W{0,2})\s*$/i;

export function dropBanners(lines: readonly string[]): Cut {
  return dropLines(lines, 'banner', 'added by a mail server or help desk', (line) => line.length < 400 && BANNER.test(line));
}

const ARCHIVE_MARK =
  /^\s*(?:\[\[(?:alternative|rich) .{1,20} version deleted\]\]|-{10,20} next part -{10,20}|(?:an|a) .{1,60} (?:was|has been) scrubbed\.{3})\s*$/i;
const SCRUBBED = /scrubbed\.{3}\s*$/i;
const SCRUBBED_FIELD = /^\s*(?:name|type|size|desc|url|from|to|cc|subject|date)\s?:/i;

/** What archives of mailing lists put in the place of attachments and HTML. */
export function dropArchiveMarks(lines: readonly string[]): Cut {
  const doomed = new Set<number>();
  lines.forEach((line, index) => {
    if (line.length > 200 || !ARCHIVE_MARK.test(line)) return;
    doomed.add(index);
    if (!SCRUBBED.test(line)) return;
    for (let next = index + 1; SCRUBBED_FIELD.test((lines[next] ?? '').slice(0, 200)); next++) doomed.add(next);
  });
  return dropLines(lines, 'archive', 'put there by the archive of a mailing list', (_, index) => doomed.has(index));
}

const LIST_FOOTER = /mailing list|unsubscribe|mailman\/listinfo|groups\.google\.com|abmelden|désabonner/i;

export function dropListFooter(lines: readonly string[]): Cut {
  const rule = lines.findLastIndex(
    (line, index) =>
      /^\s*[_=-]{20,}\s*$/.test(line) || (/^\s*[_=-]{2,}\s*$/.test(line) && / mailing list\s*$/i.test(lines[index + 1] ?? '')),
  );
  if (rule < 0 || lines.length - rule > 12 || !lines.slice(rule + 1).some((line) => LIST_FOOTER.test(line.slice(0, 300))))
    return { lines, removals: [] };
  return cutFrom(lines, rule, 'list-footer', 'footer of a mailing list');
}

const DISCLAIMER = [
  /confidential|vertraulich|confidentiel|confidencial|riservat|vertrouwelijk|privileged|poufn/i,
  /intended (?:solely |only |recipient|for)|addressee|recipient|empfänger|adressat|destinataire|destinatari|geadresseerde|adresat/i,
  /notify the sender|delete (?:this|it|the)|informieren sie|vernichten|löschen sie|supprimer|elimine|eliminar|borre|cancellare|verwijder/i,
  /(?:unauthori[sz]ed|unbefugt|non autorisé|no autorizad)/i,
  /no liability|accepts? no |does not accept|virus/i,
  /consider the environment|think before (?:you )?print|umwelt|environnement avant|medio ambiente/i,
  /registergericht|sitz der gesellschaft|handelsregister|geschäftsführer|registered (?:in|office)|company (?:no|number|registration)|siret|capital social/i,
];

/** Legal text, by paragraph: two of its typical phrases, or one where it stands in the last paragraphs and says nothing else. */
export function dropDisclaimers(lines: readonly string[]): Cut {
  const code = codeLines(lines);
  const doomed = new Set<number>();
  for (const { start, end } of paragraphs(lines)) {
    if (code[start]) continue;
    const text = lines.slice(start, end).join(' ').slice(0, 4_000);
    const hits = DISCLAIMER.filter((phrase) => phrase.test(text)).length;
    const isLegal = hits >= 2 && text.length >= 60;
    const isEnvironment = text.length < 200 && DISCLAIMER[5]!.test(text) && /\bprint|drucken|imprim/i.test(text);
    if (isLegal || isEnvironment) {
      // A signature that runs into the legal text without an empty line is left to the signature step.
      const first = lines
        .slice(start, end)
        .findIndex((line) => line.length > 60 || DISCLAIMER.some((phrase) => phrase.test(line.slice(0, 1_000))));
      for (let at = start + Math.max(0, first); at < end; at++) doomed.add(at);
    }
  }
  return dropLines(lines, 'disclaimer', 'legal text', (_, index) => doomed.has(index));
}

const MOBILE =
  /^\s*(?:sent (?:from|with|via) [\p{L}\d][\p{L}\d .]{0,30}\s?[<(]https?:\S{1,120}$|sent from (?:my |mail for |yahoo|proton|outlook|samsung|a mobile)|sent via |get outlook for |von meinem .{2,40} gesendet|gesendet (?:von|mit) (?:meinem |der |mail|outlook)|envoyé (?:de|depuis) mon |envoyé à partir de |enviado desde (?:mi |el |outlook)|enviado do meu |inviato da(?:l| i?phone| outlook)|verzonden vanaf |skickat från min |sendt fra min |wysłane z |télécharge|outlook for (?:ios|android)|diese nachricht wurde von meinem)/iu;

export function dropMobileFooters(lines: readonly string[]): Cut {
  return dropLines(lines, 'mobile-footer', 'added by a mail program', (line) => line.length < 160 && MOBILE.test(line));
}
