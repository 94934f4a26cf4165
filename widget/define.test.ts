import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundleWidget } from './fixtures/bundle.ts';

/** What a visitor's phone has to load before the bubble can be used. */
const MAX_GZIP_BYTES = 12_000;

test('the whole widget with English is within its budget', async () => {
  expect(gzipSync(await bundleWidget()).length).toBeLessThanOrEqual(MAX_GZIP_BYTES);
});

test('the element can be imported where there is no browser, without a side effect', async () => {
  const { SupportChatElement } = await import('./support-chat-element.ts');
  expect(SupportChatElement.define).toBeTypeOf('function');
});
