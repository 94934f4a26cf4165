import { expect, test } from 'vitest';
import { terminalProgress } from './progress.ts';

function recorder(isTTY: boolean) {
  const written: string[] = [];
  let time = 0;
  const progress = terminalProgress({ isTTY, columns: 80, write: (text) => written.push(text) }, () => (time += 100));
  return { progress, written };
}

test('draws a bar that fills up on a terminal and leaves the result standing', () => {
  const { progress, written } = recorder(true);
  progress.step('Crawling', 4);
  progress.at(2);
  progress.end('4 pages');
  expect(written[0]).toContain(`${'Crawling'.padEnd(22)} ░░░░`);
  expect(written[1]).toContain(`${'█'.repeat(12)}${'░'.repeat(12)} 2/4`);
  expect(written.at(-1)).toMatch(/Crawling +4 pages \(\d\.\d s\)\n$/);
});

test('writes one line per step where there is no terminal', () => {
  const { progress, written } = recorder(false);
  progress.step('Crawling');
  progress.at(1);
  progress.at(2);
  progress.end('2 pages');
  expect(written).toHaveLength(1);
  expect(written[0]).toMatch(/^Crawling +2 pages/);
});
