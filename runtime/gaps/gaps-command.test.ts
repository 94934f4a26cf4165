import { expect, test } from 'vitest';
import type { GapQuestion } from '#core/domain/gap.ts';
import { openDatabase } from '#core/local/database.ts';
import { localGaps } from '#core/local/gaps.ts';
import { temporaryFolder } from '../../tests/fixtures/threadwell.ts';
import { gapsCommand } from './gaps-command.ts';

const near = { title: 'Transports', url: 'https://docs.example/transports' };
const gap = (id: string, question: string, more: Partial<GapQuestion> = {}): GapQuestion => ({
  id,
  question,
  why: 'unanswered',
  at: `2026-11-20T10:00:0${id}.000Z`,
  sessionId: `s${id}`,
  turnId: 't',
  nearest: [near],
  ...more,
});

async function run(...rows: readonly GapQuestion[]) {
  const gaps = localGaps(openDatabase(temporaryFolder()));
  for (const row of rows) await gaps.add(row);
  return gapsCommand({ gaps });
}

test('says how often each was asked, for what reasons, and what came closest', async () => {
  const { report, text } = await run(
    gap('1', 'Does it support Kafka transport?'),
    gap('2', 'Does it support Kafka transport?', { sessionId: 's1', why: 'ticket' }),
    gap('3', 'does it support the transport Kafka', {
      why: 'low_score',
      nearest: [near, { title: 'Kafka', url: 'https://docs.example/kafka' }],
    }),
  );
  expect(text.split('\n')).toEqual([
    'does it support the transport Kafka',
    '   also: Does it support Kafka transport?',
    '   1: asked 2 times in 2 conversations, last on 2026-11-20',
    '   why: 1 not answered, 1 became a ticket, 1 barely answered',
    '   closest: Transports https://docs.example/transports',
    '   closest: Kafka https://docs.example/kafka',
  ]);
  expect(report).toMatchObject({
    gaps: [
      {
        id: '1',
        questions: ['does it support the transport Kafka', 'Does it support Kafka transport?'],
        count: 2,
        nearest: ['https://docs.example/transports', 'https://docs.example/kafka'],
      },
    ],
  });
});

test('says by what a gap is answered since', async () => {
  const citations = [{ ...near, source: 'curated_articles' }] as const;
  const closed = { at: '2026-11-21T10:00:00.000Z', version: 3, answer: 'Yes. [1]', citations };
  const gaps = localGaps(openDatabase(temporaryFolder()));
  await gaps.add(gap('1', 'Does it support Kafka transport?'));
  await gaps.close('1', closed);
  const { text } = await gapsCommand({ gaps });
  expect(text).toContain('No gaps');
  expect(text).toContain('1: answered since version 3, 2026-11-21, from https://docs.example/transports');
});

test('reads near misses that were kept as addresses alone', async () => {
  const database = openDatabase(temporaryFolder());
  const gaps = localGaps(database);
  await gaps.add(gap('1', 'Does it support Kafka transport?'));
  database.exec(`UPDATE gaps SET nearest = '["https://docs.example/old"]'`);
  const { text, report } = await gapsCommand({ gaps });
  expect(text).toContain('   closest: https://docs.example/old');
  expect(report).toMatchObject({ gaps: [{ nearest: ['https://docs.example/old'] }] });
});
