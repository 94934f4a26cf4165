/** The verbs of "On … wrote:" in the languages we meet. */
const WROTE =
  /(?:\bwrote\b|\bwrites\b|\bschrieb|\bgeschrieben\b|a écrit|escribi[óo]|ha scritto|\bscrive\b|escreveu|\bschreef\b|\bgeschreven\b|\bskrev\b|\bskrev:|napisał|kirjoitti|napsal|írta|yazdı|написал|пише)/i;
const ATTRIBUTION_START =
  /^\s*(?:on|am|le|el|il|em|no dia|op|den|w dniu|dnia|pe|dne|vom|\d{1,4}[-./年]|[^<]{0,80}<\S{1,120}@\S{1,120}>)(?=[\s,<]|$)/i;
const DATE_OR_ADDRESS = /\d{1,2}[:.h]\d{2}|\b(?:19|20)\d{2}\b|@/;
/** Gmail in some languages: `2026-10-05 10:12 GMT+02:00 Mira Holt <…>:` */
const DATED_ADDRESS = /^\s*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}\S{0,3} .{0,160}<[^<>\s]{3,160}>\s?:\s*$/;

/** An attribution is wrapped over three lines at most, and no mail program writes a longer one. */
const MAX_ATTRIBUTION_LINES = 3;
const MAX_ATTRIBUTION_LENGTH = 400;

/** How many lines from `index` on are "On …, … wrote:"; 0 when they are none. */
export function attributionLines(lines: readonly string[], index: number): number {
  if (!ATTRIBUTION_START.test((lines[index] ?? '').slice(0, MAX_ATTRIBUTION_LENGTH))) return 0;
  let joined = '';
  for (let count = 1; count <= MAX_ATTRIBUTION_LINES; count++) {
    const line = lines[index + count - 1];
    if (line === undefined || line.trim() === '' || joined.length + line.length > MAX_ATTRIBUTION_LENGTH) return 0;
    joined += ` ${line.trim()}`;
    if (!joined.endsWith(':')) continue;
    return (WROTE.test(joined) && DATE_OR_ADDRESS.test(joined)) || DATED_ADDRESS.test(joined) ? count : 0;
  }
  return 0;
}

const ORIGINAL =
  /^\s*[-_*]{2,}\s?(?:original message|ursprüngliche nachricht|message d'origine|message original|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|wiadomość oryginalna|original-?nachricht|reply message)\s?[-_*]{2,}\s*$/i;
const FORWARDED =
  /^\s*(?:[-_*]{2,}\s?(?:forwarded (?:message|by .{1,80})|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht|vidarebefordrat meddelande|videresendt (?:besked|melding)|przekazana wiadomość)\s?[-_*]{2,}|begin forwarded message:|anfang der weitergeleiteten nachricht:|début du message réexpédié\s?:|inicio del mensaje reenviado:|inizio messaggio inoltrato:)\s*$/i;
const FROM = /^\s*\*?(?:from|von|de|da|van|från|fra|od|lähettäjä)\s?:\*?\s+\S/i;
const OTHER_HEADER =
  /^\s*\*?(?:sent|date|to|cc|subject|reply-to|gesendet|datum|an|betreff|kopie|envoyé|date|à|objet|enviado(?: el| em)?|fecha|para|asunto|inviato|data|a|oggetto|assunto|verzonden|aan|onderwerp|skickat|till|ämne|sendt|dato|til|emne|wysłano|do|temat|dw)\s?:\*?(?:\s|$)/i;
const RULE = /^\s*[_-]{5,}\s*$/;
/** From, Sent, To, Cc, Subject, with an empty line or a wrapped one. */
const MAX_HEADER_LINES = 9;

/** A quoted or forwarded message's header block, as lines `[start, end)`; `from` is its sender line. Null when none starts here. */
export function headerBlock(lines: readonly string[], index: number): { end: number; forwarded: boolean; from: string } | null {
  const line = (lines[index] ?? '').slice(0, 300);
  const forwarded = FORWARDED.test(line);
  const divider = forwarded || ORIGINAL.test(line);
  if (!divider && !RULE.test(line) && !FROM.test(line)) return null;
  let first = divider || RULE.test(line) ? index + 1 : index;
  while (first - index < 4 && lines[first]?.trim() === '') first += 1;
  if (!FROM.test((lines[first] ?? '').slice(0, 300))) return divider ? { end: index + 1, forwarded, from: '' } : null;
  let end = first + 1;
  let headers = 0;
  for (let at = first + 1; at < Math.min(lines.length, first + MAX_HEADER_LINES); at++) {
    const next = (lines[at] ?? '').slice(0, 300);
    if (OTHER_HEADER.test(next) || FROM.test(next)) {
      headers += 1;
      end = at + 1;
    } else if (next.trim() === '' && end < at) break;
    else if (next.trim() !== '' && !/^\s|^[^:]{1,200}@/.test(next)) break;
  }
  return headers >= 2 || (divider && headers >= 1) ? { end, forwarded, from: lines[first]! } : null;
}

export function isQuoteLine(line: string): boolean {
  return /^\s{0,3}>/.test(line);
}

/** A quoted line without its marks. */
export function unquote(line: string): string {
  return line.replace(/^(?:\s{0,3}>){1,30}\s?/, '');
}
