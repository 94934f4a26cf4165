import { expect, test } from 'vitest';
import { MAX_GZIP_BYTES, overBudget, sizesOf } from '../tools/widget-size.ts';
import { bundleWidget, widgetPages } from './fixtures/bundle.ts';

test('the whole widget with English is within its budget, and everything is in the one file', async () => {
  const text = await bundleWidget();
  expect(sizesOf(text).gzip).toBeLessThanOrEqual(MAX_GZIP_BYTES);
  expect(text).not.toMatch(/\b(import|from)\s*["']/);
});

test('what comes on demand is small too', async () => {
  const { '/widget.js': _, ...others } = await widgetPages();
  for (const [file, { body }] of Object.entries(others)) expect(sizesOf(body).gzip, file).toBeLessThanOrEqual(2_000);
});

test('a script over its budget is told with by how much', () => {
  expect(overBudget({ raw: 40_000, gzip: MAX_GZIP_BYTES, brotli: 9_000 })).toBeNull();
  expect(overBudget({ raw: 40_000, gzip: MAX_GZIP_BYTES + 7, brotli: 9_000 })).toContain('7 bytes over');
});

test('the element can be imported where there is no browser, without a side effect', async () => {
  const { SupportChatElement } = await import('./support-chat-element.ts');
  expect(SupportChatElement.define).toBeTypeOf('function');
});
