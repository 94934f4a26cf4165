import { existsSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { DAY_MS } from '#core/domain/retention.ts';
import { temporaryFolder } from './fixtures/temporary.ts';
import { sweepRawTickets } from './sweep-raw-tickets.ts';

const NOW = new Date('2026-11-21T10:00:00Z');

/** Files of a data folder with their age in days. */
function folderWith(files: Readonly<Record<string, number>>) {
  const folder = temporaryFolder();
  for (const [name, days] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '{}');
    const written = new Date(NOW.getTime() - days * DAY_MS);
    utimesSync(file, written, written);
  }
  return { folder, has: (name: string) => existsSync(path.join(folder, name)) };
}

test('removes tickets 400 days after they were last written, with their empty folders, and nothing else', () => {
  const day = 'raw-tickets/year=2025/month=10/day=01';
  const { folder, has } = folderWith({
    [`${day}/ticket-1.json`]: 400,
    [`${day}/ticket-2.json`]: 399,
    'raw-tickets/year=2024/month=01/day=31/ticket-3.json': 900,
    'curated_articles.csv': 900,
  });
  sweepRawTickets(folder, NOW);
  expect([has(`${day}/ticket-1.json`), has(`${day}/ticket-2.json`), has('raw-tickets/year=2024'), has('curated_articles.csv')]).toEqual([
    false,
    true,
    false,
    true,
  ]);
});

test('goes by when a ticket was last written, whatever day it was opened on', () => {
  const { folder, has } = folderWith({ 'raw-tickets/year=2020/month=01/day=01/ticket-4.json': 3 });
  sweepRawTickets(folder, NOW);
  expect(has('raw-tickets/year=2020/month=01/day=01/ticket-4.json')).toBe(true);
});

test('follows no link out of the folder, and needs none to be there', () => {
  const { folder, has } = folderWith({ 'elsewhere/ticket-5.json': 900, 'raw-tickets/ticket-6.json': 900 });
  symlinkSync(path.join(folder, 'elsewhere'), path.join(folder, 'raw-tickets/year=2024'));
  sweepRawTickets(folder, NOW);
  expect([has('elsewhere/ticket-5.json'), has('raw-tickets/ticket-6.json'), has('raw-tickets')]).toEqual([true, false, true]);
  expect(() => sweepRawTickets(temporaryFolder(), NOW)).not.toThrow();
});
