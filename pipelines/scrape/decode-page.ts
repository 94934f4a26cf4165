/** An encoding declaration stands in the first bytes of a page, says the HTML standard. */
const SNIFF_BYTES = 1_024;

/** The text of a page: byte order mark, then header, then meta element, then UTF-8. Unknown encodings are read as UTF-8. */
export function decodePage(body: Uint8Array, contentType = ''): string {
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(SNIFF_BYTES, body.byteLength)).toString('latin1');
  const declared = charsetOf(contentType) ?? charsetOf(/<meta[^>]{1,200}charset[^>]{1,200}>/i.exec(head)?.[0] ?? '');
  if (body[0] === 0xff && body[1] === 0xfe) return new TextDecoder('utf-16le').decode(body);
  if (body[0] === 0xfe && body[1] === 0xff) return new TextDecoder('utf-16be').decode(body);
  const isUtf8Mark = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
  return decoderFor(isUtf8Mark ? undefined : declared).decode(body);
}

function charsetOf(text: string): string | undefined {
  return /charset\s*=\s*["']?([\w-]{1,40})/i.exec(text)?.[1];
}

function decoderFor(label: string | undefined): TextDecoder {
  try {
    return new TextDecoder(label ?? 'utf-8');
  } catch (error) {
    // The label comes from the page; a name that nobody knows is no reason to lose the page.
    if (error instanceof RangeError) return new TextDecoder('utf-8');
    throw error;
  }
}
