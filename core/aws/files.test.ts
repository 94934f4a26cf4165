import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeFiles } from '#core/ports/files.contract.ts';
import { s3Files } from './files.ts';
import { s3Service } from './fixtures/s3-server.ts';
import { wireServer } from './fixtures/wire-server.ts';

const region = 'eu-central-1';
let s3: ReturnType<typeof s3Service>;
let wire: Awaited<ReturnType<typeof wireServer>>;
beforeEach(async () => {
  s3 = s3Service({ bucket: 'acme-kb', pageSize: 2 });
  wire = await wireServer([s3.service]);
});
afterEach(() => wire.close());

const connect = (
  options: { bucket?: string; silenceMs?: number; maxAttempts?: number; accessKeyId?: string; secretAccessKey?: string } = {},
) => {
  const { bucket = 'acme-kb', accessKeyId, secretAccessKey, ...rest } = options;
  const endpoint = { ...wire.endpoint, ...(accessKeyId && { accessKeyId }), ...(secretAccessKey && { secretAccessKey }) };
  return s3Files({ bucket, region, endpoint, ...rest });
};

describeFiles('S3 on the wire', () => connect());

const long = 'grüße '.repeat(3 * 1024 * 1024);
async function* pieces(text = long) {
  for (let at = 0; at < text.length; at += 100_000) yield text.slice(at, at + 100_000);
}

describe('what is larger than a part', () => {
  test('is written in parts of at least 5 MiB, and read back whole', async () => {
    await connect().write('long', pieces());
    expect(wire.actions()).toEqual([
      'CreateMultipartUpload /acme-kb/long',
      'UploadPart /acme-kb/long',
      'UploadPart /acme-kb/long',
      'UploadPart /acme-kb/long',
      'CompleteMultipartUpload /acme-kb/long',
    ]);
    expect((await connect().readText('long')) === long).toBe(true);
  });

  test('is given up when its pieces end in an error, and the old content stays', async () => {
    await connect().write('long', 'old');
    async function* broken() {
      yield* pieces();
      throw new Error('broken off');
    }
    await expect(connect().write('long', broken())).rejects.toThrow(/^broken off$/);
    expect(wire.actions().at(-1)).toBe('AbortMultipartUpload /acme-kb/long');
    expect(s3.uploads.size).toBe(0);
    expect(await connect().readText('long')).toBe('old');
  });

  test('is given up when a part is refused', async () => {
    wire.fail({ action: 'UploadPart', does: 'denied' });
    await expect(connect().write('long', pieces())).rejects.toMatchObject({ name: 'UpstreamFailed', retryable: false });
    expect(s3.uploads.size).toBe(0);
    expect(s3.objects.has('long')).toBe(false);
  });
});

test('why an upload failed counts more than that it cannot be given up', async () => {
  wire.fail({ action: 'UploadPart', does: 'denied' });
  wire.fail({ action: 'AbortMultipartUpload', does: 'throttled' });
  await expect(connect({ maxAttempts: 1 }).write('long', pieces())).rejects.toThrow(/may call s3:PutObject/);
});

test('a completion that S3 takes back after its 200 is a failure, and the old content stays', async () => {
  await connect().write('long', 'old');
  const { answer } = s3.service;
  const body = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>InternalError</Code><Message>Please try again.</Message></Error>';
  s3.service.answer = (action, request) => (action === 'CompleteMultipartUpload' ? { status: 200, body } : answer(action, request));
  await expect(connect({ maxAttempts: 2 }).write('long', pieces())).rejects.toMatchObject({ name: 'UpstreamFailed', retryable: true });
  expect(s3.uploads.size).toBe(0);
  expect(await connect().readText('long')).toBe('old');
});

describe('a line that is cut', () => {
  test('in the middle of an upload: it is sent again, whole', async () => {
    wire.fail({ action: 'PutObject', does: 'cut upload', times: 2 });
    await connect().write('shard.csv', 'x'.repeat(300_000));
    expect(s3.objects.get('shard.csv')?.content).toHaveLength(300_000);
    expect(wire.seen.map(({ status }) => status)).toEqual([null, null, 200]);
  });

  test('in every upload: nothing of it is there, and the old content stays', async () => {
    await connect().write('shard.csv', 'old');
    wire.fail({ action: 'PutObject', does: 'cut upload' });
    await expect(connect({ maxAttempts: 2 }).write('shard.csv', 'x'.repeat(300_000))).rejects.toMatchObject({
      name: 'UpstreamFailed',
      retryable: true,
    });
    expect(await connect().readText('shard.csv')).toBe('old');
  });

  test('in the middle of a download: it goes on where it was', async () => {
    await connect().write('long', pieces());
    wire.fail({ action: 'GetObject', does: 'cut answer', times: 3 });
    expect((await connect().readText('long')) === long).toBe(true);
    expect(wire.actions(/^GetObject/)).toHaveLength(4);
  });

  test('in the middle of a download, and the object replaced since: no mixture comes', async () => {
    await connect().write('shard.csv', 'a'.repeat(300_000));
    wire.fail({ action: 'GetObject', does: 'cut answer', times: 1 });
    const chunks = (await connect().readChunks('shard.csv'))!;
    await connect().write('shard.csv', 'b'.repeat(300_000));
    await expect(Array.fromAsync(chunks)).rejects.toThrow('shard.csv was replaced while it was read');
  });

  test('in every download: it ends in an error', async () => {
    await connect().write('shard.csv', 'a'.repeat(300_000));
    wire.fail({ action: 'GetObject', does: 'cut answer' });
    await expect(connect().read('shard.csv')).rejects.toMatchObject({ name: 'UpstreamFailed', retryable: true });
  });

  test('or silent, is tried again', async () => {
    wire.fail({ action: 'PutObject', does: 'silent', times: 1 });
    await connect({ silenceMs: 100 }).write('a', 'x');
    expect(s3.objects.size).toBe(1);
    wire.fail({ action: 'GetObject', does: 'silent' });
    await expect(connect({ silenceMs: 100, maxAttempts: 2 }).read('a')).rejects.toMatchObject({ name: 'UpstreamFailed', retryable: true });
  });
});

test('throttled for a while, it waits; throttled on and on, it says so', async () => {
  wire.fail({ action: 'PutObject', does: 'throttled', times: 2 });
  await connect().write('a', 'x');
  wire.fail({ action: 'GetObject', does: 'throttled' });
  await expect(connect({ maxAttempts: 2 }).read('a')).rejects.toMatchObject({ name: 'LimitReached', code: 'rate_limited' });
});

test.each([
  [
    'a denied request',
    () => {
      wire.fail({ action: 'GetObject', does: 'denied' });
      return connect();
    },
    /may call s3:GetObject on the bucket acme-kb/,
  ],
  ['a bucket that is not there', () => connect({ bucket: 'other' }), /does not find the bucket other \(NoSuchBucket\)/],
  ['an unknown key', () => connect({ accessKeyId: 'AKIDOTHER' }), /refuses the credentials \(SignatureDoesNotMatch\)/],
  ['a wrong secret', () => connect({ secretAccessKey: 'other' }), /refuses the credentials \(SignatureDoesNotMatch\)/],
])('%s is an error that no second try mends', async (_case, files, message) => {
  const reading = files().readText('a');
  await expect(reading).rejects.toMatchObject({ name: 'UpstreamFailed', retryable: false });
  await expect(reading).rejects.toThrow(message);
});

test('what the bytes on the way do not say is not believed', async () => {
  await connect().write('a', 'abcdef');
  await connect().write('b', 'x'.repeat(300_000));
  s3.service.answer = ((answer) => async (action, request) => {
    const real = await answer(action, request);
    return action === 'GetObject' ? { ...real, body: String(real.body).replace(/.$/, 'X') } : real;
  })(s3.service.answer);
  for (const name of ['a', 'b']) await expect(connect().read(name)).rejects.toMatchObject({ name: 'UpstreamFailed' });
  expect(wire.actions(/^GetObject/)).toHaveLength(2);
});

test('names of other programs are not listed', async () => {
  for (const key of ['kb/', 'kb/a b', 'kb/a.csv', 'kb/../x']) s3.objects.set(key, { content: Buffer.from('x'), etag: '"x"' });
  const files = await Array.fromAsync(connect().list('kb'));
  expect(files).toEqual([{ path: 'kb/a.csv', bytes: 1 }]);
});
