import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { looksLike, UPLOAD_TYPES, type UploadType } from './upload.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const CONTENTS: Record<UploadType, Uint8Array> = {
  'image/png': bytes('\x89PNG\r\n\x1a\n…'),
  'image/jpeg': bytes('\xff\xd8\xff\xe0'),
  'image/gif': bytes('GIF89a'),
  'image/webp': bytes('RIFF\x10\0\0\0WEBPVP8 '),
  'application/pdf': bytes('%PDF-1.7'),
  'application/zip': bytes('PK\x03\x04'),
  'application/gzip': gzipSync('log'),
  'application/json': Buffer.from('{"a":"ä"}'),
  'text/plain': Buffer.from('größer'),
  'text/csv': Buffer.from('a,b\n1,2\n'),
};

test('knows each type by its content', () => {
  for (const type of UPLOAD_TYPES) expect([type, looksLike(type, CONTENTS[type])]).toEqual([type, true]);
});

test.each([
  ['image/png', bytes('<svg onload="alert(1)">')],
  ['image/jpeg', bytes('MZ\x90\0')],
  ['image/webp', bytes('RIFF\x10\0\0\0WAVE')],
  ['application/pdf', bytes('\x7fELF')],
  ['application/zip', bytes('')],
  ['text/plain', bytes('MZ\x90\0')],
  ['text/csv', bytes('gr\xf6\xdfer')],
] as const)('takes nothing else for %s', (type, content) => expect(looksLike(type, content)).toBe(false));
