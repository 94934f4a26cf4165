import { expect, test } from 'vitest';
import { InvalidInput } from '#core/domain/errors.ts';
import { findBrowser } from './find-browser.ts';
import { openRenderer } from './render-pages.ts';

const options = { userAgent: 'Threadwell/0.1', openHosts: new Set<string>() };

test('takes the browser that is named, else the first that can be run', () => {
  expect(findBrowser(process.execPath, [])).toBe(process.execPath);
  expect(findBrowser(undefined, ['/nowhere/chromium', import.meta.dirname, import.meta.filename, process.execPath])).toBe(process.execPath);
});

test('says what to install where there is none', () => {
  expect(() => findBrowser(undefined, ['/nowhere/chromium'])).toThrow(/install the package chromium, or set CHROME_PATH/);
  expect(() => findBrowser('/nowhere/chromium')).toThrow('CHROME_PATH is `/nowhere/chromium`, which cannot be run');
  expect(() => findBrowser(undefined, [])).toThrow(InvalidInput);
});

test.skipIf(process.getuid?.() !== 0)('does not run as root without being told that there is no sandbox then', async () => {
  await expect(openRenderer({ ...options, unsandboxed: false })).rejects.toThrow(InvalidInput);
  await expect(openRenderer({ ...options, unsandboxed: false })).rejects.toThrow('--render-unsandboxed');
});

test('a program that is no browser is told when it starts', async () => {
  await expect(openRenderer({ ...options, browserPath: '/bin/false', unsandboxed: true })).rejects.toThrow(
    /^\/bin\/false does not start: /,
  );
});
