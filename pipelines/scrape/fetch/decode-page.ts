import { isUtf8 } from 'node:buffer';

/** An encoding declaration stands in the first bytes of a page, says the HTML standard. */
const SNIFF_BYTES = 1_024;

/**
 * The text of a page: byte order mark, then header, then meta element or XML declaration, then UTF-8. Unknown encodings are read as
 * UTF-8; a page that names none and is not UTF-8 is read as Windows-1252, as browsers do.
 */
export function decodePage(body: Uint8Array, contentType = ''): string {
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(SNIFF_BYTES, body.byteLength)).toString('latin1');
  const declared = charsetOf(contentType) ?? declaredInside(head);
  if (body[0] === 0xff && body[1] === 0xfe) return new TextDecoder('utf-16le').decode(body);
  if (body[0] === 0xfe && body[1] === 0xff) return new TextDecoder('utf-16be').decode(body);
  const isUtf8Mark = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
  return decoderFor(isUtf8Mark || (!declared && isUtf8(body)) ? 'utf-8' : (declared ?? 'windows-1252')).decode(body);
}

/** A declaration that could be read as ASCII is not in UTF-16, says the HTML standard: it is UTF-8. */
function declaredInside(head: string): string | undefined {
  const element = /<meta[^>]{1,200}charset[^>]{1,200}>/i.exec(head)?.[0] ?? /^\s*<\?xml\s[^>]{1,200}>/.exec(head)?.[0] ?? '';
  const label = charsetOf(element);
  return label && /^utf-?16/i.test(label) ? 'utf-8' : label;
}

/** Where a share of the characters like this is no text, nothing is: a picture or an archive that was sent as a page. */
const MAX_CONTROL_SHARE = 0.02;
const LOOKED_AT = 10_000;

/** Whether a decoded body can be a page at all. */
export function isText(page: string): boolean {
  const head = page.slice(0, LOOKED_AT);
  return (head.match(CONTROL)?.length ?? 0) <= head.length * MAX_CONTROL_SHARE;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\0-\x08\x0b\x0e-\x1f\ufffd]/g;

function charsetOf(text: string): string | undefined {
  return /(?:charset|encoding)\s{0,9}=\s{0,9}["']?([\w:.-]{1,40})/i.exec(text)?.[1];
}

function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch (error) {
    // The label comes from the page; a name that nobody knows is no reason to lose the page.
    if (error instanceof RangeError) return new TextDecoder('utf-8');
    throw error;
  }
}
