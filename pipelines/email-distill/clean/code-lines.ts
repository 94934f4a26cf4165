/** Lines that are code, a log or a stack trace by themselves. */
const CODE =
  /^\s*(?:at [\w$.<>/]+\(|Caused by:|\.\.\. \d+ more|(?:ERROR|WARN|WARNING|INFO|DEBUG|TRACE|FATAL)\b.*[\d:[]|\[?\d{4}-\d\d-\d\d[T ]\d\d:|<\/?[A-Za-z][\w:.-]*(?:\s[^<]*)?\/?>|<[A-Za-z][\w:.-]*\s+\S+="|[{}[\]();]+,?$|"[\w.-]+"\s*:|(?:export|set)\s+\w+=|#!\/|[A-Z][A-Z0-9_]{2,40}=\S|\$ \S|(?:mvn|curl|kubectl|docker|java|sudo|openssl|keytool|git|npm|apt|systemctl|grep|cat|cd) [\w./-]*\S|(?:tcp|udp)\s+\d|(?:FROM|RUN|COPY|ENV|ADD|CMD|ENTRYPOINT|WORKDIR|USER) [\w"./$[-]|(?:&&|\|\|) \S)/;
/** `jan@node7:~$ ls`, `R> ls()`: a person typed it, and what follows is what came back. */
const PROMPT = /^\s*(?:(?:[\w.-]{1,40}(?:@| at )[\w.-]{1,60}|<[A-Z]{2,12}_\d{1,6}>):\S{0,80}[#$>](?:\s|$)|[A-Za-z][\w-]{0,15}> \S)/;
/** A command with an option, a path or an address after it, which would be a sentence otherwise: "make it", "git is". */
const COMMAND =
  /^\s*(?:sudo |deb|deb-src|gpg|wget|curl|git|pip3?|npx|yum|dnf|brew|make|ls|cp|mv|rm|chmod|chown|ssh|scp|psql|mysql|python3?|node|ping|dig|telnet|nc|tar|unzip|dpkg|rpm|ldd|find|sed|awk|tail|head|less|echo|export)\s+(?:-{1,2}[A-Za-z]|https?:|~?\/|\.{1,2}\/)/;
/** What builds and package managers print. */
const BUILD_OUTPUT =
  /^\s*(?:checking (?:for |whether |how |if )?.{1,100}\.\.\. ?\S{0,40}$|(?:configure|make(?:\[\d+\])?|dpkg|gcc|ld|collect2|config\.status): |(?:Reading (?:package lists|state information)|Building dependency tree)\.{0,3}|(?:Get|Hit|Ign|Err):\d+ |(?:Selecting|Unpacking|Setting up|Preparing to unpack) \S.{0,80} \.\.\.)/;
/** A line of nothing but a call. */
const CALL = /^\s*[A-Za-z_][\w.:]{0,60}\(.*\)[;,]?$/;
const ITEM = /^\s{0,6}(?:\d{1,2}[.)]|[-*•–])\s+\S/;
const KEY_VALUE = /^\s*(?:- )?[a-z][\w.-]{0,60}\s?[:=](?:\s?\S.{0,120})?$/;
const SENTENCE_END = /[a-z)][.!?]$/;

/**
 * Which lines belong to code, logs or stack traces, so that no step takes them apart: fenced, indented by four or a tab, of a known shape, or
 * `key: value` lines that stand together or have an indented one beside them.
 */
export function codeLines(lines: readonly string[]): boolean[] {
  const code: boolean[] = [];
  let fenced = false;
  for (const line of lines) {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    code.push(fenced || isFence || (line.length < 2_000 && (isIndented(line) || isCode(line))));
    if (isFence) fenced = !fenced;
  }
  keepProse(lines, code);
  let isOutput = false;
  lines.forEach((line, index) => {
    isOutput = line.trim() !== '' && (isOutput || (line.length < 2_000 && PROMPT.test(line)));
    if (isOutput) code[index] = true;
  });
  lines.forEach((line, index) => {
    if (code[index] || !isKeyValue(line)) return;
    const beside = [lines[index - 1], lines[index + 1]].some((other) => other !== undefined && isKeyValue(other));
    code[index] = beside || code[index - 1] === true || code[index + 1] === true || /^\s*[a-z][\w-]*(?:\.[\w-]+)+\s?[:=]\s?\S+$/.test(line);
  });
  // A backslash at the end carries a command on into the next line.
  lines.forEach((line, index) => {
    if (code[index - 1] && line.trim() && /\s\\$/.test(lines[index - 1] ?? '')) code[index] = true;
  });
  // A continuation line of a log or a list inside YAML belongs to the code around it.
  lines.forEach((line, index) => {
    if (!code[index] && line.trim() && code[index - 1] && (code[index + 1] || /^\s/.test(line)) && !SENTENCE_END.test(line))
      code[index] = true;
  });
  return code;
}

function isIndented(line: string): boolean {
  return /^(?: {4,}|\t)\S/.test(line);
}

function isCode(line: string): boolean {
  return (CODE.test(line) && !isProse(line)) || CALL.test(line) || COMMAND.test(line) || BUILD_OUTPUT.test(line);
}

/** Text is indented too: the second line of a list item, a paragraph that says so by reading like one. */
function keepProse(lines: readonly string[], code: boolean[]): void {
  for (let start = 0; start < lines.length; start++) {
    if (!code[start] || !isIndented(lines[start]!)) continue;
    let end = start;
    while (end < lines.length && code[end] && isIndented(lines[end]!)) end++;
    const run = lines.slice(start, end).map((line) => line.trim());
    const isItem = ITEM.test(lines[start - 1] ?? '') && !/:\s*$/.test(lines[start - 1]!);
    if (
      !run.some((line) => isCode(line)) &&
      (isSentence(run.join(' ')) || (isItem && run.some((line) => /[\p{L}]{2} [\p{L}]{2}|[.!?]$/u.test(line))))
    )
      code.fill(false, start, end);
    start = end - 1;
  }
}

/** Words in a row up to a full stop, and none of the signs that code has. */
function isSentence(text: string): boolean {
  return /^[\p{L}][\p{L}'’]*(?: [\p{L}'’(),-]+){5}/u.test(text) && /[\p{L})'"’][.!?:]$/u.test(text) && !/[={}<>;|$\\]|::/.test(text);
}

/** A sentence that begins with the name of a command: "curl on the node proves that …". */
function isProse(line: string): boolean {
  const small = line.match(SMALL_WORD) ?? [];
  return (
    (/^[a-z]+(?: [a-z]{2,}){3}/.test(line) && SENTENCE_END.test(line.trim())) ||
    (small.length >= 3 && !/(?:^|\s)(?:-{1,2}[a-z]|~?\/)/i.test(line))
  );
}

/** Words that tie sentences together and that no command takes. */
const SMALL_WORD = /(?<=\s)(?:the|a|an|to|and|is|are|was|will|you|it|of|that|which|them|may|want|on|for|with|this|if)(?=[\s,.])/g;

function isKeyValue(line: string): boolean {
  return KEY_VALUE.test(line) && !SENTENCE_END.test(line.trim());
}
