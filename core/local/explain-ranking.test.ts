import { describe, expect, test } from 'vitest';
import { article, uploadArticles } from '#core/ports/knowledge-base.contract.ts';
import { noLog } from '#core/ports/log.ts';
import { localFiles } from './files.ts';
import { temporaryDatabase, temporaryFolder } from './fixtures/temporary.ts';
import { localKnowledgeBase } from './knowledge-base.ts';
import { localServing } from './serving.ts';

const rows = [
  article('Proxy settings', 'Set `proxy.host` when the worker has no direct way out. The proxy asks for a password.', ['topic:network']),
  article('Certificate authority', 'Import the certificate into the truststore.', ['topic:network']),
  article('FW-2003 Queue full', 'The queue reached `queue.capacity` and the oldest events were dropped.'),
  article('Copy of the queue page', 'The queue reached `queue.capacity` and the oldest events were dropped.'),
  article('Uninstall', 'Remove the dependency out of the project.'),
];
async function explain(text: string) {
  const database = temporaryDatabase();
  const files = localFiles(temporaryFolder());
  const clock = { now: () => new Date('2026-11-21T00:00:00.000Z') };
  const knowledgeBase = localKnowledgeBase({ database, files, serving: localServing(database), clock, log: noLog });
  await uploadArticles(files, 'blue', 'web_docs', rows);
  await knowledgeBase.startIngestion('blue', 'web_docs');
  return await knowledgeBase.explain({ text, limit: 5, side: 'blue' });
}

describe('why a passage stands where it does', () => {
  test('a misspelt word is shown with the one that it was taken for, and where that stands', async () => {
    const { asked, passages } = await explain('certifcate');
    expect(asked).toMatchObject([{ said: 'certifcate', share: 1 }]);
    expect(asked[0]?.readings[0]).toEqual({ words: 'certificate', how: 'spelling', certainty: 0.9 });
    expect(passages[0]?.why.words?.matches[0]).toEqual({
      asked: 0,
      words: 'certificate',
      how: 'spelling',
      certainty: 0.9,
      places: [
        { place: 'heading', times: 1 },
        { place: 'body', times: 1 },
      ],
    });
  });

  test('a synonym and an identifier are told apart from what was said', async () => {
    const { asked } = await explain('delete queue.capacity');
    const readings = (said: string) => asked.find((one) => one.said === said)?.readings.map(({ words, how }) => `${how} ${words}`);
    expect(readings('queue.capacity')).toEqual(['said queue.capacity', 'parts queue capacity']);
    expect(readings('delete')).toContain('synonym remove');
  });

  test('a synonym that none of the found articles says is written as others write it', async () => {
    const { asked } = await explain('delete the dependency');
    expect(asked.flatMap(({ readings }) => readings.map(({ words }) => words))).toContain('uninstall');
  });

  test('what no article has is named without a reading', async () => {
    const { asked } = await explain('proxy for FW-9999 and Kafka');
    expect(asked.filter(({ readings }) => readings.length === 0).map(({ said, isErrorCode }) => [said, isErrorCode])).toEqual([
      ['fw-9999', true],
      ['kafka', false],
    ]);
  });

  test('its parts make up the score, and an error code has its own', async () => {
    const { passages } = await explain('FW-2003 queue');
    for (const { score, why } of passages) {
      const { relevance, heading, errorCode, source, age } = why.words!.score;
      expect((relevance + heading + errorCode) * source * age).toBeCloseTo(score, 10);
    }
    expect(passages[0]).toMatchObject({ title: 'FW-2003 Queue full' });
    expect(passages[0]?.why.words?.score.errorCode).toBeGreaterThan(0);
  });

  test('a copy that was left out is named with the one that stays', async () => {
    const { passages } = await explain('queue.capacity events dropped');
    const titles = passages.map(({ title, why }) => [title, ...why.folded.map((copy) => copy.title)]);
    expect(titles.flat()).toEqual(expect.arrayContaining(['FW-2003 Queue full', 'Copy of the queue page']));
    expect(titles.filter((both) => both.length === 2)).toHaveLength(1);
  });
});
