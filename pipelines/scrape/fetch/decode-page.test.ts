import { describe, expect, test } from 'vitest';
import { decodePage, isText } from './decode-page.ts';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');

describe('the text of a page', () => {
  test.each<[string, Buffer, string | undefined, string]>([
    ['UTF-8 that nobody names', Buffer.from('Größe'), undefined, 'Größe'],
    ['another encoding that nobody names', Buffer.from('Größe', 'latin1'), undefined, 'Größe'],
    ['as the header names it', Buffer.from('Größe', 'latin1'), 'text/html; charset="iso-8859-1"', 'Größe'],
    ['as its meta element names it', Buffer.from('<meta charset=iso-8859-1>Größe', 'latin1'), undefined, '<meta charset=iso-8859-1>Größe'],
    ['as its XML declaration names it', Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?>Größe', 'latin1'), undefined, '<?xml version="1.0" encoding="iso-8859-1"?>Größe'],
    ['the header before the meta element', Buffer.from('<meta charset=shift_jis>Größe'), 'text/html; charset=utf-8', '<meta charset=shift_jis>Größe'],
    ['a byte order mark before all', Buffer.from('\uFEFFGröße'), 'text/html; charset=iso-8859-1', 'Größe'],
    ['UTF-16 with its mark', utf16('\uFEFFGröße'), 'text/html; charset=utf-8', 'Größe'],
    ['UTF-16 as the header names it', utf16('Größe'), 'text/html; charset=utf-16le', 'Größe'],
    ['UTF-16 as a meta element in ASCII names it is UTF-8', Buffer.from('<meta charset="utf-16">Größe'), undefined, '<meta charset="utf-16">Größe'],
    ['UTF-7 is not decoded', Buffer.from('+ADw-script+AD4-'), 'text/html; charset=utf-7', '+ADw-script+AD4-'],
    ['nor are encodings that hide ASCII', Buffer.from('~{<script>~}'), 'text/html; charset=hz-gb-2312', '~{<script>~}'],
    ['a name that nobody knows', Buffer.from('Größe'), 'text/html; charset=klingon', 'Größe'],
    ['a name without end', Buffer.from('Größe'), `text/html; charset=${'x'.repeat(100_000)}`, 'Größe'],
    ['no name', Buffer.from('Größe'), 'text/html; charset=', 'Größe'],
    ['nothing', Buffer.alloc(0), undefined, ''],
  ])('%s', (_, body, contentType, expected) => expect(decodePage(body, contentType)).toBe(expected)); // biome-ignore format: a table reads as a table

  test('a head of nothing but openings costs no time', () => {
    expect(decodePage(Buffer.from('<meta '.repeat(100_000))).length).toBe(600_000);
  });

  test('UTF-16 that nobody names is no text', () => {
    expect(isText(decodePage(utf16('<h1>Hello</h1>')))).toBe(false);
    expect(isText('<h1>Hello</h1>\n\t')).toBe(true);
  });
});
