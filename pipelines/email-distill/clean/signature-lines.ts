import { CLOSING, GREETING } from '#core/domain/letter-phrases.ts';

/** No closing line is longer; a sentence that begins with "Thanks" is. */
const MAX_CLOSING_LENGTH = 70;
const MAX_GREETING_LENGTH = 70;

const CLOSING_LINE = new RegExp(
  `^\\s*(?:${CLOSING})(?:[ ,]{1,2}(?:and|und|et|y|e|a|i|en|og|och|ja|&)? ?(?:${CLOSING}))?(?:\\s?[/|]\\s?.{0,40})?[\\s,.!–—:;)-]*(?:\\p{Lu}[\\p{L}.'’-]*(?:\\s\\p{Lu}[\\p{L}.'’-]*){0,3})?[\\s.!]*$`,
  'u',
);
const CLOSING_LOWER = new RegExp(`^\\s*(?:${CLOSING})[\\s,.!–—:;)-]*$`, 'iu');
const GREETING_LINE = new RegExp(
  `^\\s*(?:(?:${GREETING})(?:[\\s,]+[\\p{L}.'’&/-]{1,40}){0,6}[\\s,]*|(?:merhaba|salam|namaste|moin moin)[^.?]{0,30})[,!:.–—-]*\\s*$`,
  'iu',
);

/** Asked first, since nearly every line is no closing. */
const BEGINS_AS_CLOSING = new RegExp(`^\\s*(?:${CLOSING}|以上|引き続き|何卒|どうぞ|よろしく|宜しく)`, 'iu');
/** "Thanks in advance for your quick help!" */
const LONG_THANKS =
  /^\s*(?:many )?(?:thanks|thank you)(?: (?:(?:so|very) much|in advance|again|a lot)){0,2} for (?:your|the|any|all)(?: \p{L}{1,12}){0,3} (?:help|time|support|reply|response|answer|patience|efforts?|assistance|consideration|attention)[,.! ]*$/iu;
const JAPANESE_CLOSING =
  /^\s*(?:以上、?)?(?:引き続き|何卒|どうぞ)?、?(?:よろしく|宜しく)(?:お願い|御願い)(?:いた|致)?(?:し|申し上げ)ます[。.]?\s*$/;
const JAPANESE_GREETING =
  /^\s*(?:\S{1,30}(?:様|さま|さん|御中)|(?:いつも|大変|平素より)?(?:大変)?お世話になって(?:い|おり)ます|お疲れ様です|こんにちは)[、。!！]?\s*$/;

/** Little pictures say nothing that a rule could go by. */
function withoutPictures(line: string): string {
  if (!/\p{Extended_Pictographic}/u.test(line)) return line;
  return line
    .replace(/\p{Extended_Pictographic}|\ufe0f/gu, '')
    .replace(/^ +(?=\S)/, (indent) => (indent.length < 3 ? '' : indent))
    .trimEnd();
}

/** A closing that says something by itself: a mail of nothing else is an answer. */
export function isThanks(line: string): boolean {
  return /thank|thx|danke|merci|gracias|grazie|obrigad|bedankt|\btack\b|\btakk?\b|dzi[eę]k/i.test(line);
}

export function isClosing(written: string): boolean {
  if (written.length > MAX_CLOSING_LENGTH) return false;
  const line = withoutPictures(written);
  if (!BEGINS_AS_CLOSING.test(line)) return false;
  // The name after the closing must be capitalised, the closing itself need not be.
  const first = line.trimStart();
  return (
    CLOSING_LOWER.test(line) ||
    LONG_THANKS.test(line) ||
    JAPANESE_CLOSING.test(line) ||
    CLOSING_LINE.test(first.slice(0, 1).toLowerCase() + first.slice(1).replace(/^[^,.!/|]{0,40}/, (words) => lowerPhrase(words)))
  );
}

/** Lower case up to the first name: closings are written "Best Regards" as often as "best regards". */
function lowerPhrase(words: string): string {
  return words.replace(/\b(?:Regards|Wishes|Best|Kind|Many|Thanks|You|Grüße|Grüßen|Gruß|Gruessen|Freundlichen|Cordialement)\b/gu, (word) =>
    word.toLowerCase(),
  );
}

export function isGreeting(line: string): boolean {
  return line.length <= MAX_GREETING_LENGTH && (GREETING_LINE.test(line) || JAPANESE_GREETING.test(line));
}

/** `Sara,` alone on the first line. */
export function isAddressee(line: string): boolean {
  return (
    /^\s*\p{Lu}[\p{L}.'’-]{1,24}(?: \p{Lu}[\p{L}.'’-]{1,24}){0,2}\s?,\s*$/u.test(line) &&
    !/^\s*(?:however|first|second|third|finally|also|well|yes|no|ok|actually|unfortunately|fortunately|indeed|meanwhile|otherwise|anyway|so|then|next)\b/i.test(
      line,
    )
  );
}

/** Where a letter ends: a closing, or the mark of a signature. */
export function isLetterEnd(line: string): boolean {
  return /^\s*--\s*$/.test(line) || isClosing(line);
}

/** A line of nothing but ways to reach somebody: a phone, an address, a web site, `Name | Company`. */
export function isContact(written: string): boolean {
  if (written.length > 200) return false;
  const line = withoutPictures(written);
  if (/^\s*(?:[TMPFEW]|Tel|Phone|Ph|Mobile|Mob|Fax|Cell|Tél|E-?mail|Web|Skype|Handy|Telefon)\b[.:]?\s*[+\d(h]/i.test(line)) return true;
  if (/^\s*(?:<?[^\s@]{1,64}@[^\s@]{3,120}>?|(?:https?:\/\/|www\.)\S+)\s*$/i.test(line)) return true;
  if (/^\s*(?:\+|00)?[\d(][\d ()./-]{7,20}\s*$/.test(line)) return true;
  return (line.match(/\s[|•·]\s/g) ?? []).length >= 1 && !/[a-z]{3}[.?!]\s*$/.test(line);
}

/** So many small words stand in a sentence, hardly in a signature. */
const MAX_SMALL_WORDS = 6;

/** Short, without the end of a sentence and without the many small words of one: may stand in a signature. */
export function mayBeSignature(line: string): boolean {
  return (
    line.trim().length <= 90 &&
    !/[\p{Ll}\d)\]`'"”»][.?!:]\s*$/u.test(
      line.replace(
        /\b(?:Inc|Ltd|Corp|Co|GmbH|s\.r\.[ol]|S\.[AL]|S\.p\.A|S\.A\.S|e\.V|B\.V|N\.V|z o\.o|Ltda|Lda|Pvt|Jr|Sr|a\.s|K\.K)\.\s*$/i,
        '',
      ),
    ) &&
    (line.match(/(?<=\s|^)\p{Ll}+(?=[\s,.]|$)/gu) ?? []).length <= MAX_SMALL_WORDS
  );
}

const MAX_WORDS_BEHIND_NAME = 8;

/** Whether a line is the writer's name: in full, or its first or last part, with the marks people put before it. */
export function isNameLine(line: string, name: string): boolean {
  const written = line.replace(/^[\s/~–—*-]+/, '').toLowerCase();
  const full = name
    .toLowerCase()
    .replace(/\s*\(.*\)\s*$/, '')
    .trim();
  if (!full || written.length > 80) return false;
  const parts = full.split(/[\s,]+/).filter((part) => part.length > 1);
  const own = written.split(/\s*[|,–—(/]\s*|\s-\s|\.\s*$/, 1)[0]!.trim();
  // Behind the name stands a title or a company; "Sara, I would not do that" speaks to somebody of the same name.
  if (!mayBeSignature(line.trim().slice(own.length)) || written.slice(own.length).split(/\s+/).length > MAX_WORDS_BEHIND_NAME) return false;
  const words = own.split(/\s+/);
  const initials = parts.map((part) => part[0]).join('');
  return (
    own === full ||
    parts.includes(own) ||
    (parts.length > 1 && own.replaceAll('.', '') === initials) ||
    (words.length > 1 &&
      words.some((word) => parts.includes(word)) &&
      words.every((word) => parts.includes(word) || /^\p{L}[.:]?$/u.test(word)))
  );
}

/** A lone line of capitalised words, as a letter without a known writer ends. */
export function looksLikeName(line: string): boolean {
  return /^\s*[/~–—-]{0,2}\s?\p{Lu}[\p{L}'’-]{1,20}(?:\s\p{Lu}[\p{L}.'’-]{0,20}){0,2}\s*$/u.test(line);
}
