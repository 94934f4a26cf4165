/** Headers of a part are a few lines; what is longer is left to the parser. */
const MAX_PART_HEAD = 8 * 1024;
/** Decoding less than this takes no time worth saving. */
const MIN_BODY = 4 * 1024;

/**
 * A mail without the bodies of its attachments: they are named, never opened, and decoding them takes most of the time of a mailbox. Cut are
 * base64 bodies of parts that are neither text nor carry parts themselves. Base64 has no `-`, so the next line that begins with `--` ends one.
 */
export function withoutAttachments(mail: Buffer): Buffer {
  const kept: Buffer[] = [];
  let from = 0;
  for (let at = mail.indexOf('base64'); at >= 0; at = mail.indexOf('base64', at)) {
    const body = attachmentBody(mail, at);
    if (body && body.end - body.start >= MIN_BODY) {
      kept.push(mail.subarray(from, body.start));
      from = body.end;
    }
    at = Math.max(at + 6, body?.end ?? 0);
  }
  return from === 0 ? mail : Buffer.concat([...kept, mail.subarray(from)]);
}

/** The body of the part in whose headers `base64` stands at this place; null when it is no such header or no attachment. */
function attachmentBody(mail: Buffer, at: number): { start: number; end: number } | null {
  const before = mail.toString('latin1', Math.max(0, at - MAX_PART_HEAD), at);
  const after = mail.toString('latin1', at, at + MAX_PART_HEAD);
  const headEnd = /\r?\n\r?\n/.exec(after);
  if (!headEnd || !/\ncontent-transfer-encoding:[ \t]*$/i.test(before)) return null;
  const opening = Math.max(before.lastIndexOf('\n\n'), before.lastIndexOf('\n\r\n'), before.lastIndexOf('\n--'));
  const type = /^content-type:\s*([\w.+-]+)\//im.exec(before.slice(opening + 1) + after.slice(0, headEnd.index))?.[1];
  if (!type || /^(?:text|message|multipart)$/i.test(type)) return null;
  const start = at + headEnd.index + headEnd[0].length;
  const end = mail.indexOf('\n--', start - 1);
  return { start, end: end < 0 ? mail.length : end + 1 };
}
