import { expect, onTestFinished, test } from 'vitest';
import { s3Files } from '#core/aws/files.ts';
import { s3Service } from '#core/aws/fixtures/s3-server.ts';
import { wireServer } from '#core/aws/fixtures/wire-server.ts';
import { s3UploadPlaces } from '#core/aws/upload-places.ts';
import { testApp, visitor } from '../http/fixtures/test-app.ts';

const PNG = Buffer.from('\x89PNG\r\n\x1a\n of a screen', 'latin1');
const MARKUP = Buffer.from('<svg onload="a()"/>');
type Place = { readonly uploadId: string; readonly url: string; readonly headers: Record<string, string> };

/** The app with its files in S3, which gives places there, and a visitor; `past: false` is the local one. */
async function intake({ past = true } = {}) {
  const s3 = s3Service({ bucket: 'acme-kb' });
  const wire = await wireServer([s3.service]);
  onTestFinished(() => wire.close());
  const aws = { region: 'eu-central-1', endpoint: wire.endpoint, bucket: 'acme-kb' };
  const files = s3Files(aws);
  const tested = testApp((ports) =>
    past ? { ports: { ...ports, files }, uploadPlaces: s3UploadPlaces({ ...aws, clock: ports.clock }) } : {},
  );
  // S3 has a clock of its own.
  tested.advance(Date.now() - tested.ports.clock.now().getTime());
  const { call } = await visitor(tested.app);
  const place = async (bytes: number, type = 'image/png') =>
    (await (await call('POST', '/support-request/uploads', { name: 'screen.png', type, bytes })).json()) as Place;
  const put = async ({ url, headers }: Place, content: Uint8Array<ArrayBuffer>) =>
    past
      ? (await fetch(url, { method: 'PUT', body: content, headers })).status
      : (await tested.app.request(url, { method: 'PUT', body: content, headers: { 'content-length': `${content.length}` } })).status;
  const submit = async (...attachments: string[]) => {
    const response = await call('POST', '/support-request', { content: 'See the screen.', attachments });
    const body = (await response.json()) as { ticketId?: string; error?: { message: string } };
    return { status: response.status, message: body.error?.message, ticketId: body.ticketId };
  };
  return { ...tested, call, place, put, submit, wire, objects: () => [...s3.objects.keys()] };
}

test('what was sent is checked when a request names it, in the words of the local address, and may be sent again', async () => {
  const { place, put, submit, objects } = await intake();
  const refused = await place(MARKUP.length);
  expect(await put(refused, MARKUP)).toBe(200);
  const { status, message } = await submit(refused.uploadId);
  const local = await intake({ past: false });
  const there = await local.place(MARKUP.length);
  const body = await local.app.request(there.url, { method: 'PUT', body: MARKUP, headers: { 'content-length': `${MARKUP.length}` } });
  expect([body.status, ((await body.json()) as { error: { message: string } }).error.message]).toEqual([status, message]);
  expect([status, message, objects()]).toEqual([400, 'the content is no image/png; ask for an address for its own type', []]);

  const again = Buffer.concat([PNG, Buffer.alloc(MARKUP.length)]).subarray(0, MARKUP.length);
  expect(await put(refused, again)).toBe(200);
  expect((await submit(refused.uploadId)).status).toBe(202);
});

test('what was attached cannot be changed by who still has the address', async () => {
  const { place, put, submit, objects, wire } = await intake();
  const given = await place(PNG.length);
  await put(given, PNG);
  expect((await submit(given.uploadId)).status).toBe(202);
  const kept = objects();
  expect(kept).toEqual([expect.stringMatching(new RegExp(`^uploads/${given.uploadId}/`))]);
  await put(given, Buffer.from(PNG).fill(0, 8));
  expect(objects().filter((key) => key.startsWith('uploads/'))).toEqual(kept);
  expect(wire.seen.filter(({ action, path }) => action === 'PutObject' && path.includes(kept[0]!))).toHaveLength(1);
  expect((await submit(given.uploadId)).status).toBe(400);
});

test('of two requests at once that name an upload one gets it', async () => {
  const { place, put, submit, objects } = await intake();
  const given = await place(PNG.length);
  await put(given, PNG);
  const both = await Promise.all([submit(given.uploadId), submit(given.uploadId)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([202, 400]);
  expect(objects()).toHaveLength(1);
});

test('nothing that was sent, no length and too many bytes are told', async () => {
  const { call, place, submit } = await intake();
  const { uploadId } = await place(PNG.length);
  expect(await submit(uploadId)).toMatchObject({ status: 400, message: expect.stringContaining('nothing was sent to upload') });
  for (const [bytes, message] of [
    [undefined, '`bytes` is missing'],
    [10 * 1024 * 1024 + 1, 'bytes'],
    [0, 'bytes'],
  ] as const) {
    const response = await call('POST', '/support-request/uploads', { name: 'screen.png', type: 'image/png', bytes });
    const { error } = (await response.json()) as { error: { message: string } };
    expect([response.status, error.message]).toEqual([400, expect.stringContaining(message)]);
  }
});

test('a store that fails meanwhile loses nothing: the same call again takes the file', async () => {
  const { place, put, submit, wire, objects } = await intake();
  const given = await place(PNG.length);
  await put(given, PNG);
  wire.fail({ action: 'PutObject', path: /uploads\//, does: 'denied' });
  expect((await submit(given.uploadId)).status).toBeGreaterThanOrEqual(500);
  expect(objects()).toEqual([`incoming/${given.uploadId}`]);
  wire.mend();
  expect((await submit(given.uploadId)).status).toBe(202);
});
