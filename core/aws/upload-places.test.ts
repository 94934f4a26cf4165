import { expect, onTestFinished, test } from 'vitest';
import { s3Files } from './files.ts';
import { s3Service } from './fixtures/s3-server.ts';
import { wireServer } from './fixtures/wire-server.ts';
import { s3UploadPlaces } from './upload-places.ts';

const CONTENT = Buffer.from('the log of today');
const HOUR_MS = 3_600_000;

/** A place in a bucket that S3 has, made `ago`. `put` sends there what the caller likes, with what the place asks for unless told. */
async function opened({ ago = 0, bytes = CONTENT.length } = {}) {
  const s3 = s3Service({ bucket: 'acme-kb' });
  const wire = await wireServer([s3.service]);
  onTestFinished(() => wire.close());
  const aws = { region: 'eu-central-1', endpoint: wire.endpoint, bucket: 'acme-kb' };
  const now = () => new Date(Date.now() - ago);
  const places = s3UploadPlaces({ ...aws, clock: { now } });
  const expiresAt = new Date(now().getTime() + HOUR_MS).toISOString();
  const place = await places.open({ path: 'incoming/u1', type: 'text/plain', bytes, expiresAt });
  const put = async (content: Uint8Array<ArrayBuffer>, { url = place.url, headers = {} as Record<string, string> } = {}) => {
    const response = await fetch(url, { method: 'PUT', body: content, headers: { ...place.headers, ...headers } });
    return [response.status, /<Code>(\w+)</.exec(await response.text())?.[1]];
  };
  return { ...place, wire, files: s3Files(aws), put };
}

test('takes one file of its type and length, and not another afterwards', async () => {
  const { url, headers, put, files, wire } = await opened();
  expect(headers).toEqual({ 'content-type': 'text/plain', 'if-none-match': '*' });
  expect(new URL(url).searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host;if-none-match');
  // A checksum could only be of no content.
  expect(url).not.toContain('checksum');
  expect(wire.seen).toEqual([]);
  expect(await put(CONTENT)).toEqual([200, undefined]);
  expect(await put(Buffer.from('THE LOG OF TODAY'))).toEqual([412, 'PreconditionFailed']);
  expect(await files.readText('incoming/u1')).toBe('the log of today');
});

test.each([
  ['a longer file', Buffer.concat([CONTENT, CONTENT]), {}],
  ['a shorter file', CONTENT.subarray(1), {}],
  ['another type', CONTENT, { headers: { 'content-type': 'text/html' } }],
  ['a file in the place of another', CONTENT, { headers: { 'if-none-match': '' } }],
  ['what is to be public', CONTENT, { headers: { 'x-amz-acl': 'public-read' } }],
])('refuses %s', async (_, content, changes) => {
  const { put, files } = await opened();
  expect(await put(content, changes)).toEqual([403, 'SignatureDoesNotMatch']);
  expect(await files.read('incoming/u1')).toBeNull();
});

test.each([
  ['another name', 'incoming/u1', 'curated_articles.csv'],
  ['a longer time', /X-Amz-Expires=\d+/, 'X-Amz-Expires=604800'],
  ['less that is signed', 'content-length%3B', ''],
  ['another signature', /X-Amz-Signature=./, 'X-Amz-Signature=_'],
])('an address that was changed to %s takes nothing', async (_, from, to) => {
  const { url, put, wire } = await opened();
  const changed = url.replace(from, to);
  expect(changed).not.toBe(url);
  expect((await put(CONTENT, { url: changed }))[0]).toBe(403);
  expect(wire.seen.map(({ status }) => status)).toEqual([403]);
});

test('takes nothing after its time, and nothing is read with it', async () => {
  const late = await opened({ ago: HOUR_MS + 1_000 });
  expect(await late.put(CONTENT)).toEqual([403, 'AccessDenied']);
  const { url, put } = await opened({ ago: HOUR_MS - 60_000 });
  expect(await put(CONTENT)).toEqual([200, undefined]);
  expect((await fetch(url)).status).toBe(403);
});
