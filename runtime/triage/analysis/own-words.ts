import { CLOSING, GREETING } from '#core/domain/letter-phrases.ts';
import { anyCase } from '#core/domain/redact-any-case.ts';

/** A request taken apart. */
export type OwnWords = {
  /** What its writer says, paragraph by paragraph: without greeting, signature, quoted mail and pasted output. */
  readonly text: string;
  /** Lines of logs, traces and code that it carries. */
  readonly pasted: string;
};

/** No greeting and no closing is longer; a sentence that begins with "Thanks" is. */
const MAX_LETTER_LINE = 70;
const MAX_SIGNATURE_LINES = 12;
const MAX_SIGNATURE_LINE = 90;
/** So many small words stand in a sentence, hardly in a signature. */
const MAX_SMALL_WORDS = 6;
/** Longer lines are no prose, and patterns stay fast on them. */
const MAX_TESTED = 300;

const GREETING_LINE = new RegExp(`^\\s*${anyCase(GREETING)}(?:[\\s,]+[\\p{L}.'’&/-]{1,40}){0,6}\\s*[,!:.–—-]*\\s*$`, 'u');
const CLOSING_LINE = new RegExp(
  `^\\s*${anyCase(CLOSING)}(?:[ ,]{1,2}(?:and|und|et|y|e|&)? ?${anyCase(CLOSING)})?[\\s,.!–—-]{0,4}(?:\\p{Lu}[\\p{L}.'’-]*(?:\\s\\p{Lu}[\\p{L}.'’-]*){0,3})?[\\s.!]*$`,
  'u',
);
const JAPANESE_GREETING = /^\s*(?:いつも|大変|平素より)?(?:大変)?お世話になって(?:い|おり)ます[。.]?/;
const POSTSCRIPT = /^\s*P\.?\s?S\.?\s?[:.\s]/i;

/** A quoted line, the head of a quoted mail, a stack frame, a time stamp, a level, a prompt, markup or JSON. */
const PASTED: readonly RegExp[] = [
  /^\s*(?:at [\w.$/<>]+\(|\.\.\. \d+ (?:more|common)|Caused by: |Traceback \(most|File "[^"]{1,200}", line \d)/,
  /^\s*\[?\(?\d{4}-\d{2}-\d{2}[T ,]\d{2}:\d{2}/,
  /^\s*\[?(?:\d{2}:\d{2}:\d{2}(?:[.,]\d+)?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2} \d{2}:\d{2}:\d{2})/,
  /^\s*\[?(?:FATAL|ERROR|WARN(?:ING)?|INFO|DEBUG|TRACE|SEVERE)\b\]?[ :]/,
  /^\s*(?:\$|>>>|C:\\[^ ]{0,80}>|PS [A-Z]:\\|root@\S{1,60}[#$]) /,
  /^\s*(?:<[/?!]?[A-Za-z][^<>]{0,200}>|["{}[\]].{0,200}["{}\],]\s*$|"[\w.-]{1,60}"\s*:)/,
  /^\s*[\w.]{1,80}(?:Exception|Error): /,
  /^\s*[\w.-]{1,60}\s*=\s*\S+\s*$/,
];
const QUOTED_LINE = /^\s*[>|]/;
const QUOTE_HEAD =
  /^\s*-{3,}\s?(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original|Forwarded message|Weitergeleitete Nachricht)|^\s*(?:On|Am|Le|El) .{4,120} (?:wrote|schrieb|a écrit|escribió)\b.{0,80}:\s*$/i;
/** What the law or a firm puts below every mail. It asks whoever should not have it to do something at once. */
const DISCLAIMER =
  /\b(?:intended (?:recipient|solely|only for)|confidential(?:ity)?\b.{0,80}\b(?:e-?mail|message|information)|(?:e-?mail|message)\b.{0,40}\bconfidential|vertrauliche (?:und\S* )?(?:\S+ )?Informationen|richtige[rn]? Adressat|(?:message|courriel)\b.{0,40}\bconfidentiel|destinataire (?:prévu|visé)|mensaje\b.{0,40}\bconfidencial|destinatario (?:previsto|indicado))/iu;
/** Output that is closed in by fences. */
const FENCE = /^\s*(?:`{3,}|~{3,})/;

/** Takes a request apart by its lines, each looked at by its beginning. What is left is what cues are looked for in. */
export function ownWords(content: string): OwnWords {
  const own: string[] = [];
  const pasted: string[] = [];
  let isFenced = false;
  const lines = content.replace(/\r\n?/g, '\n').split('\n');
  for (const line of lines) {
    const start = line.slice(0, MAX_TESTED);
    const isFence = FENCE.test(start);
    if (isFence) isFenced = !isFenced;
    if (QUOTE_HEAD.test(start)) break;
    if (isFence || QUOTED_LINE.test(start) || DISCLAIMER.test(start)) continue;
    if (isFenced || PASTED.some((pattern) => pattern.test(start))) pasted.push(line);
    else own.push(line);
  }
  const text = withoutSignatures(withoutGreetings(own))
    .join('\n')
    .replace(/\n\s*\n/g, '\n\n')
    .trim();
  return { text, pasted: pasted.join('\n').trim() };
}

function withoutGreetings(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim());
  return lines.flatMap((line, index) => {
    if (index === first && line.length <= MAX_LETTER_LINE && GREETING_LINE.test(line)) return [];
    return [line.slice(0, MAX_TESTED).replace(JAPANESE_GREETING, '') + line.slice(MAX_TESTED)];
  });
}

/** A closing takes with it what stands below, as long as that looks like a signature; a postscript and whatever else follows stay. */
function withoutSignatures(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let signed = 0;
  for (const line of lines) {
    const closes =
      /^\s*--\s*$/.test(line) ||
      (line.length <= MAX_LETTER_LINE &&
        CLOSING_LINE.test(line.replace(/^(\s*)(\p{Lu})/u, (_, space, letter) => space + letter.toLowerCase())));
    if (closes) signed = MAX_SIGNATURE_LINES;
    else if (signed > 0 && maySign(line)) signed -= 1;
    else {
      signed = 0;
      kept.push(line);
    }
  }
  return kept;
}

function maySign(line: string): boolean {
  if (POSTSCRIPT.test(line) || line.length > MAX_SIGNATURE_LINE) return false;
  return !/[\p{Ll}\p{Lo}\d)][.?!。？！]\s*$/u.test(line) && (line.match(/(?<![^\s])\p{Ll}+(?=[\s,.]|$)/gu) ?? []).length <= MAX_SMALL_WORDS;
}
