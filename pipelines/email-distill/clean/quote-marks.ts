/** The verbs of "On … wrote:" in the languages we meet. */
const WROTE =
  /(?:\bwrote\b|\bwrites\b|\bschrieb|\bgeschrieben\b|a écrit|escribi[óo]|ha scritto|\bscrive\b|escreveu|a .{1,2}crit\b|\bschreef\b|\bgeschreven\b|\bskrev\b|\bskrev:|napisał|\bpisze\b|\bnapisao\b|\bnapisal\b|napísal|\bje napisal|kirjoitti|kirjutas|napsal|írta|yazdı|a scris\b|va escriure|rašė|rakstīja|έγραψε|написал|написав|пише|写道|寫道|작성|のメッセージ|書きました|đã viết|\bmenulis\b)/i;
const ATTRIBUTION_START =
  /^\s*(?:on|am|le|el|il|em|en|no dia|op|den|w dniu|dnia|pe|dne|dňa|vom|wiadomość napisana przez|-{2,6} on|[^<]{0,80}<\S{1,120}@\S{1,120}>)(?=[\s,<]|$)/i;
const DATE_OR_ADDRESS = /\d{1,2}[:.h]\d{2}|\b(?:19|20)\d{2}\b|\d{1,2}[./]\d{1,2}[./]\d{2}|@/;
/** In any language a line with a year, a time, and an address at its end is one: `5 Oct 2026 10:12 GMT+02:00 Mira Holt <…>:` */
const HAS_YEAR = /(?<!\d)(?:(?:19|20)\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2})(?!\d)/;
const HAS_TIME = /(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)/;
const ENDS_IN_ADDRESS = /<\s?[^<>\s]{1,80}@[^<>\s]{3,160}\s?>[^<>:]{0,30}:\s*$/;
/** Zoho ends without a colon, others put the whole line between dashes. */
const ZOHO =
  /^\s*(?:-{0,6}\s?on .{10,200}(?:<\S{1,80}@\S{3,160}>|\s\S{1,80}@\S{3,160}) wrote(?:\s?-{2,6})?|-{2,8}\s?.{2,200} wrote\s?-{2,8})$/i;
/** `2011/4/7 Sara Lind <sara@…>` with a marked line below. */
const DATED_SENDER = /^\s*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}.{1,100}<[^<>\s]{1,80}@[^<>\s]{3,160}>\s*$/;

/** An attribution is wrapped over three lines at most, and no mail program writes a longer one. */
const MAX_ATTRIBUTION_LINES = 3;
const MAX_ATTRIBUTION_LENGTH = 400;

/** Where the date comes first, the verb comes last: `ma 5. lokak. 2026 klo 9.01 Sara Lind (…) kirjoitti:`. */
const WROTE_AT_END = 24;

/** How many lines from `index` on are "On …, … wrote:"; 0 when they are none. */
export function attributionLines(lines: readonly string[], index: number): number {
  if (isBareAttribution(lines, index)) return 1;
  const first = (lines[index] ?? '').slice(0, MAX_ATTRIBUTION_LENGTH);
  if (!ATTRIBUTION_START.test(first) && !(HAS_YEAR.test(first) && HAS_TIME.test(first))) return 0;
  let joined = '';
  for (let count = 1; count <= MAX_ATTRIBUTION_LINES; count++) {
    const line = lines[index + count - 1];
    if (line === undefined || line.trim() === '' || joined.length + line.length > MAX_ATTRIBUTION_LENGTH) return 0;
    joined += ` ${line.trim()}`;
    if (ZOHO.test(joined)) return count;
    if (!/[:：]$/.test(joined)) continue;
    const isDated =
      HAS_YEAR.test(joined) && HAS_TIME.test(joined) && (ENDS_IN_ADDRESS.test(joined) || WROTE.test(joined.slice(-WROTE_AT_END)));
    return isDated || (ATTRIBUTION_START.test(first) && WROTE.test(joined) && DATE_OR_ADDRESS.test(joined)) ? count : 0;
  }
  return 0;
}

/** "Sara Lind wrote:" says no date, but marked lines follow. */
function isBareAttribution(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (line.length < 200 && DATED_SENDER.test(line)) return isQuoteLine(nextFilled(lines, index) ?? '');
  if (line.length > 100 || !/:\s*$/.test(line) || !WROTE.test(line) || line.trim().split(/\s+/).length > MAX_BARE_WORDS) return false;
  return isQuoteLine(nextFilled(lines, index) ?? '');
}

/** Where the writer cut the quote. */
const ELLIPSIS = /^\s*(?:\[\s?(?:\.{2,3}|…|snip|cut|clip)\s?\]|<\s?(?:\.{3}|snip|cut|clip)[^<>]{0,30}>|\(\.{3}\)|\.{3}|…)\s*$/i;

export function isEllipsis(line: string): boolean {
  return ELLIPSIS.test(line);
}

/** The next line of words, over an empty line or a cut. */
function nextFilled(lines: readonly string[], index: number): string | undefined {
  return lines.slice(index + 1, index + 5).find((other, at) => other.trim() && (at > 2 || !isEllipsis(other)));
}

const SHARED = /^(.*[^\s-])\s*-{0,6}\s?(On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\b.{5,200} wrote:)$/;

/** Some programs put "On …, … wrote:" behind the writer's last words, on the same line: two lines of that. */
export function withAttributionsApart(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => line.endsWith(' wrote:'))) return lines;
  return lines.flatMap((line) => {
    const parts = line.length <= MAX_ATTRIBUTION_LENGTH && line.endsWith(' wrote:') ? SHARED.exec(line) : null;
    return parts && !isQuoteLine(line) ? [parts[1]!, parts[2]!] : [line];
  });
}

/** A name and a verb; more is a sentence. */
const MAX_BARE_WORDS = 8;

/**
 * The lines with `|` as a quote mark written as `>`: some mail programs of long standing quote so. Only below "… wrote:", and for lines that
 * an earlier message has; a table has its `|` at the end of the line too.
 */
export function withoutBars(lines: readonly string[], isKnown: (line: string) => boolean): readonly string[] {
  if (!lines.some((line) => line.includes('|'))) return lines;
  const isBar = (line: string | undefined) =>
    line !== undefined && /^(?:\s{0,3}>)*\s{0,3}\|/.test(line) && !/\|\s*$/.test(line.trimStart().slice(1));
  const isAttributed = lines.some(
    (line, index) => isBar(lines.slice(index + 1, index + 4).find((other) => other.trim())) && WROTE.test(line) && /:\s*$/.test(line),
  );
  const bars = lines.filter((line) => isBar(line) && /[\p{L}\p{N}]/u.test(line));
  if (bars.length === 0 || !(isAttributed || bars.filter((line) => isKnown(line)).length > bars.length / 2)) return lines;
  return lines.map((line) =>
    isBar(line) || /^\s{0,3}\|\s*$/.test(line) ? line.replace(/^(?:\s{0,3}[>|])+/, (marks) => marks.replaceAll('|', '>')) : line,
  );
}

const ORIGINAL =
  /^\s*[-_*]{2,}\s?(?:original message|ursprüngliche nachricht|message d'origine|message original|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|ursprungligt meddelande|oprindelig (?:meddelelse|besked)|opprinnelig melding|wiadomość oryginalna|oryginalna wiadomość|alkuperäinen viesti|původní (?:zpráva|e-?mail)|eredeti üzenet|исходное сообщение|元のメッセージ|原始邮件|original-?nachricht|reply message)\s?[-_*]{2,}\s*$/i;
const FORWARDED =
  /^\s*(?:[-_*]{2,}\s?(?:forwarded (?:message|by .{1,80})|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht|vidarebefordrat meddelande|videresendt (?:besked|melding)|przekazana wiadomość|wiadomość przekazana dalej|välitetty viesti|přeposlaná zpráva|転送メッセージ|転送されたメッセージ)\s?[-_*]{2,}|begin forwarded message:|anfang der weitergeleiteten nachricht:|début du message réexpédié\s?:|inicio del mensaje reenviado:|inizio messaggio inoltrato:)\s*$/i;
/** The same in any language, where header lines follow. */
const DIVIDER = /^\s*-{4,}\s?\p{L}[\p{L}' ]{2,40}\s?-{4,}\s*$/u;
const FROM =
  /^\s*\*?(?:from|von|de|da|van|från|fra|od|lähettäjä|expéditeur|afzender|absender|remitente|mittente|remetente|nadawca|odesílatel|feladó|kimden|gönderen|от|від|差出人|送信者|发件人|寄件者|보낸 사람)\s?[:：]\*?\s*\S/i;
const SUBJECT =
  /^\s*\*?(?:subject|betreff|objet|sujet|asunto|oggetto|assunto|onderwerp|ämne|emne|temat|tema|aihe|předmět|predmet|tárgy|konu|тема|件名|主题|主旨|제목)\s?[:：]/i;
const OTHER_HEADER = new RegExp(
  `${SUBJECT.source}|^\\s*\\*?(?:sent|date|to|cc|bcc|reply-to|importance|attachments|enviat el|gesendet|datum|an|kopie|priorität|wichtigkeit|anlagen|envoyé(?: le)?|message du|à|copie(?: à)?|enviad[oa](?: el| em)?|fecha|para|inviato|data|a|verzonden|aan|skickat|till|sendt|dato|til|kopi|wysłan[eo]|do|dw|lähetetty|päivämäärä|päiväys|vastaanottaja|kopio|odesláno|odoslané|komu|küldve|címzett|gönderildi|tarih|kime|дата|отправлено|кому|копия|送信日時|日時|日付|宛先|发送时间|日期|收件人|抄送|보낸 날짜|받는 사람)\\s?[:：]\\*?`,
  'i',
);
/** Below a divider that says what comes, a header line may be in a language that no list has. */
const ANY_HEADER = /^\s*\*?\p{L}[\p{L}' -]{0,24}\s?[:：]\*?(?:\s|$)/u;
/** Help desks cut an answer's mail here. */
const REPLY_ABOVE =
  /^\s*##-.{0,120}-##\s*$|^\W{0,20}(?:please )?(?:type|write|enter|add|send)?(?: ?your)? ?(?:reply|answer|response)s? above this line\W{0,20}$/i;

export function isReplyAbove(line: string): boolean {
  return line.length < 200 && REPLY_ABOVE.test(line);
}

const RULE = /^\s*(?:[_-]{5,}|={4,})\s*$/;
/** From, Sent, To, Cc, Subject, with an empty line or a wrapped one. */
const MAX_HEADER_LINES = 9;

/** What all beginnings of a header block have: a mark of a divider first, a colon, or the date or address of Notes. */
const MAY_BEGIN_HEADERS = /^\s*[-_*=]|[:：@]|\d[./:]\d/;

type HeaderBlock = { readonly end: number; readonly forwarded: boolean; readonly from: string };

/** A quoted or forwarded message's header block, as lines `[start, end)`; `from` is its sender line. Null when none starts here. */
export function headerBlock(lines: readonly string[], index: number): HeaderBlock | null {
  const line = headOf(lines[index]);
  if (!MAY_BEGIN_HEADERS.test(line)) return null;
  const forwarded = FORWARDED.test(line);
  const divider = forwarded || ORIGINAL.test(line);
  const rule = RULE.test(line) || DIVIDER.test(line);
  if (!divider && !rule && !FROM.test(line) && !OTHER_HEADER.test(line)) return notesBlock(lines, index);
  // Mail programs write "From:" large; `from: /data/in` is the key of a configuration.
  let first = divider || rule ? index + 1 : index;
  while (first - index < 4 && lines[first]?.trim() === '') first += 1;
  // Some programs write the date before the sender.
  const opening = first;
  const isWrapped = (at: number) => at > opening && OTHER_HEADER.test(headOf(lines[at + 1]));
  while (first - opening < 3 && (OTHER_HEADER.test(headOf(lines[first])) || (isWrapped(first) && !FROM.test(headOf(lines[first])))))
    first += 1;
  const isSender = FROM.test(headOf(lines[first])) && (divider || !/^\s*\*?\p{Ll}/u.test(lines[first]!));
  if (!isSender) return divider ? { end: index + 1, forwarded, from: '' } : null;
  let end = first + 1;
  let headers = first - opening;
  for (let at = first + 1; at < Math.min(lines.length, first + MAX_HEADER_LINES); at++) {
    const next = headOf(lines[at]);
    if (OTHER_HEADER.test(next) || FROM.test(next) || (divider && ANY_HEADER.test(next))) {
      headers += 1;
      end = at + 1;
    } else if (next.trim() === '' && end < at) break;
    else if (next.trim() !== '' && !/^\s|^[^:]{1,200}@/.test(next) && !OTHER_HEADER.test(headOf(lines[at + 1]))) break;
  }
  return headers >= 2 || (divider && headers >= 1) ? { end, forwarded, from: lines[first]! } : null;
}

const LONE_ADDRESS = /^\s*"?[^<>"]{0,80}"?\s*<[^<>\s]{1,64}@[^<>\s]{3,190}>\s*$/;

/** As Lotus Notes quotes: the sender, or the sender and the date, without a word before it, then `To:` and `Subject:`. */
function notesBlock(lines: readonly string[], index: number): HeaderBlock | null {
  const dated = LONE_ADDRESS.test(headOf(lines[index])) ? index + 1 : index;
  const date = headOf(lines[dated]);
  if (date.length > 120 || !HAS_YEAR.test(date) || !HAS_TIME.test(date)) return null;
  let end = dated + 1;
  while (end - dated < MAX_HEADER_LINES && OTHER_HEADER.test(headOf(lines[end]))) end += 1;
  const headers = lines.slice(dated + 1, end);
  return headers.length >= 2 && headers.some((line) => SUBJECT.test(headOf(line)))
    ? { end, forwarded: false, from: `From: ${lines[index]!}` }
    : null;
}

/** As much of a line as a header line is judged by. */
function headOf(line: string | undefined): string {
  return (line ?? '').slice(0, 300);
}

export function isQuoteLine(line: string): boolean {
  return /^\s{0,3}>/.test(line);
}

/** A quoted line without its marks. */
export function unquote(line: string): string {
  return line.replace(/^(?:\s{0,3}>){1,30}\s?/, '');
}
