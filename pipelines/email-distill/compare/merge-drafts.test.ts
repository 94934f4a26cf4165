import { describe, expect, test } from 'vitest';
import { threadMs } from '../../../tests/fixtures/thread-time.ts';
import { identified, type WrittenDraft } from '../write/write-draft.ts';
import { mergeDrafts } from './merge-drafts.ts';

let count = 0;
/** A draft whose sentences stand word for word in its two messages. */
function draft(title: string, question: string, ...steps: string[]): WrittenDraft {
  const id = `t${count++}`;
  const text = steps.join('\n');
  let at = 0;
  return identified({
    title,
    symptoms: [],
    question: { text: question, evidence: [{ messageId: `${id}q`, start: 0, end: question.length }], supported: true },
    steps: steps.map((step) => {
      const start = text.indexOf(step, at);
      at = start + step.length;
      return { text: step, evidence: [{ messageId: `${id}a`, start, end: at }], supported: true };
    }),
    appliesTo: [],
    tags: [],
    threads: [id],
    messages: [
      { id: `${id}q`, role: 'customer', date: null, text: question },
      { id: `${id}a`, role: 'support', date: null, text },
    ],
  });
}
const full = () =>
  draft(
    'Export stops with E-1042',
    'The export stops every night with E-1042. What does it mean?',
    'E-1042 says that the folder for temporary files is full.',
    'Set export.temp to /data/export, which has 2 GB, and restart the service.',
  );

test('the same question with the same guidance is one draft, with the count and the evidence of all', () => {
  const again = draft(
    'E-1042 at night',
    'Since Monday E-1042 stops our export. What is wrong?',
    'The folder for temporary files is full, that is what E-1042 says.',
    'Please restart the service after you set export.temp to /data/export, where 2 GB are free.',
  );
  const { drafts, merged } = mergeDrafts([full(), again]);
  expect(merged).toBe(1);
  expect(drafts).toHaveLength(1);
  expect(drafts[0]!.title).toBe('Export stops with E-1042');
  expect(drafts[0]!.threads).toHaveLength(2);
  expect(drafts[0]!.messages).toHaveLength(4);
  for (const step of drafts[0]!.steps) {
    expect(step.evidence).toHaveLength(2);
    expect(step.supported).toBe(true);
  }
});

describe('stays an article of its own under another condition:', () => {
  test.each([
    [
      'a version',
      'On release 3.2, set export.temp to /data/export and restart.',
      'On release 4.1, set export.temp to /data/export and restart.',
    ],
    ['a product’s version', 'With Java 11 add export.temp=/data to E-1042.conf.', 'With Java 17 add export.temp=/data to E-1042.conf.'],
    [
      'the value of a setting',
      'Against E-1042 set export.temp to /data/export and restart.',
      'Against E-1042 set export.temp to /var/large and restart.',
    ],
    ['a value in code', '```\nexport.limit: 10\nexport.temp: /data\n```', '```\nexport.limit: 500\nexport.temp: /data\n```'],
    [
      'a system',
      'On Windows put export.temp=/data into export.conf and restart.',
      'On Linux put export.temp=/data into export.conf and restart.',
    ],
    ['an edition', 'On a standalone server set export.temp in export.conf.', 'On the enterprise edition set export.temp in export.conf.'],
  ])('%s', (_, first, second) => {
    const lead = 'E-1042 says that the folder for temporary files is full.';
    const asked = 'The export stops every night with E-1042. What does it mean?';
    expect(mergeDrafts([draft('E-1042', asked, lead, first), draft('E-1042', asked, lead, second)]).merged).toBe(0);
    expect(mergeDrafts([draft('E-1042', asked, lead, first), draft('E-1042', asked, lead, first)]).merged).toBe(1);
  });

  test('a system that only the question names', () => {
    const on = (system: string) =>
      draft(
        `E-1042 on ${system}`,
        `On ${system} the export stops with E-1042. What does it mean?`,
        ...full().steps.map(({ text }) => text),
      );
    expect(mergeDrafts([on('Windows'), on('Ubuntu')]).merged).toBe(0);
    expect(mergeDrafts([on('Ubuntu'), on('Ubuntu')]).merged).toBe(1);
  });
});

test('versions of the customer alone are no condition', () => {
  const asked = (version: string) =>
    draft('E-1042', `With exporter ${version} the export stops with E-1042. What does it mean?`, ...full().steps.map(({ text }) => text));
  expect(mergeDrafts([asked('3.1'), asked('3.4')]).merged).toBe(1);
});

test('the same symptom with another answer stays apart, and so does the same answer to another question', () => {
  const other = draft(
    'Export stops with E-1042',
    'The export stops every night with E-1042. What does it mean?',
    'Your licence for the night job ended, ask for a new key with exporter-license.txt and put it into conf/license.key.',
  );
  const elsewhere = draft(
    'Colours of the dashboard',
    'Where can I choose other colours in charts?',
    ...full().steps.map(({ text }) => text),
  );
  expect(mergeDrafts([full(), other, elsewhere]).merged).toBe(0);
});

test('ten thousand drafts about a few hundred matters take seconds', async () => {
  const matters = Array.from({ length: 500 }, (_, n) => n);
  const drafts = Array.from({ length: 10_000 }, (_, n) => {
    const matter = matters[n % matters.length]!;
    return draft(
      `Export ${matter} stops`,
      `Since the update job${matter}.export stops with E-${1000 + matter}. What does it mean?`,
      `The code E-${1000 + matter} says that the folder of job${matter}.export is full, see log4j2.xml for the place.`,
      `Set job${matter}.temp to a folder with 2 GB in server.properties and restart the service number ${n}.`,
    );
  });
  const took = await threadMs(() => {
    const { drafts: kept, merged } = mergeDrafts(drafts);
    expect(kept.length).toBe(500);
    expect(merged).toBe(9_500);
  });
  expect(took).toBeLessThan(10_000);
});

test('ten thousand drafts that have nothing in common but the product take seconds', async () => {
  const word = (n: number) => `w${(n * 7919) % 99_991}x`;
  const drafts = Array.from({ length: 10_000 }, (_, n) =>
    draft(
      `About ${word(n)}`,
      `Why does the exporter show ${word(n)} with ${word(n + 1)}?`,
      `In server.properties the exporter reads ${word(n * 3)} and ${word(n * 5)} before ${word(n * 7)}.`,
      `Change log4j2.xml so that ${word(n * 11)} comes first, then restart the exporter.`,
    ),
  );
  expect(await threadMs(() => expect(mergeDrafts(drafts).merged).toBe(0))).toBeLessThan(10_000);
});
