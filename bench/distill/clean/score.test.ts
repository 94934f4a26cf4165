import { describe, expect, it } from 'vitest';
import type { MailLine } from './mail-set.ts';
import { scoreClean } from './score.ts';

const LINES: readonly MailLine[] = [
  { origin: 'part', text: 'Hi Sara,' },
  { origin: 'quoted', text: '> old words here' },
  { origin: 'question', text: '> is it 9443?' },
  { origin: 'own', text: 'Yes:' },
  { origin: 'own', text: '  port: 9443' },
  { origin: 'part', text: 'Jan' },
];

describe('score of a cleaned mail', () => {
  it('is full for the own lines, with the question above them or without', () => {
    const full = { exact: true, f1: 1, own: { found: 3, of: 3 }, quoted: { found: 0, of: 3 } };
    expect(scoreClean('Yes:\n  port: 9443', LINES)).toMatchObject({ ...full, question: { found: 0, of: 3 } });
    expect(scoreClean('> is it 9443?\n\nYes:\n  port: 9443', LINES)).toMatchObject({ ...full, question: { found: 3, of: 3 } });
  });

  it('forgives greeting and name only in the second measure', () => {
    expect(scoreClean('Hi Sara,\nYes:\n  port: 9443\nJan', LINES)).toMatchObject({ exact: false, exactButParts: true, f1ButParts: 1 });
    expect(scoreClean('Hi Sara,\nYes:\n  port: 9443\nJan', LINES).f1).toBeLessThan(1);
  });

  it('counts own words that are gone and quoted words that stayed', () => {
    expect(scoreClean('old words here\nYes:', LINES)).toMatchObject({ own: { found: 1, of: 3 }, quoted: { found: 3, of: 3 } });
  });

  it('takes a line of code that lost its indent, or moved, for another line', () => {
    expect(scoreClean('Yes:\nport: 9443', LINES)).toMatchObject({ exact: false, exactButParts: false });
    expect(scoreClean('  port: 9443\nYes:', LINES)).toMatchObject({ exact: false, exactButParts: false });
  });

  it('is nothing for a mail of which nothing is left', () => {
    expect(scoreClean('', LINES)).toMatchObject({ exact: false, f1: 0, own: { found: 0 } });
  });
});
