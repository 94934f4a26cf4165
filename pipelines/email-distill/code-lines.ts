/** Lines that are code, a log or a stack trace by themselves. */
const CODE =
  /^\s*(?:at [\w$.<>/]+\(|Caused by:|\.\.\. \d+ more|(?:ERROR|WARN|WARNING|INFO|DEBUG|TRACE|FATAL)\b.*[\d:[]|\[?\d{4}-\d\d-\d\d[T ]\d\d:|<\/?[A-Za-z][\w:.-]*(?:\s[^<]*)?\/?>|<[A-Za-z][\w:.-]*\s+\S+="|[{}[\]();]+,?$|"[\w.-]+"\s*:|(?:export|set)\s+\w+=|\$ \S|(?:mvn|curl|kubectl|docker|java|sudo|openssl|keytool|git|npm|apt|systemctl|grep|cat|cd) [\w./-]*\S|(?:tcp|udp)\s+\d|(?:FROM|RUN|COPY|ENV|ADD|CMD|ENTRYPOINT|WORKDIR|USER) [\w"./$[-]|(?:&&|\|\|) \S)/;
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
    code.push(fenced || isFence || (line.length < 2_000 && (/^(?: {4,}|\t)\S/.test(line) || (CODE.test(line) && !isProse(line)))));
    if (isFence) fenced = !fenced;
  }
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

/** A sentence that begins with the name of a command: "curl on the node proves that …". */
function isProse(line: string): boolean {
  return /^[a-z]+(?: [a-z]{2,}){3}/.test(line) && SENTENCE_END.test(line.trim());
}

function isKeyValue(line: string): boolean {
  return KEY_VALUE.test(line) && !SENTENCE_END.test(line.trim());
}
