import { expect, test } from 'vitest';
import { printedLines } from './fixtures/printed-lines.ts';
import { cloudWatchMetrics } from './metrics.ts';

test('each metric is a line of the embedded metric format, with its function and dimensions, at once', () => {
  const { json } = printedLines();
  const metrics = cloudWatchMetrics({ service: 'chat-stream' });
  metrics.count('Answered');
  metrics.time('FirstEvent', 12.5, { role: 'answer' });
  metrics.count('ModelInputTokens', 340, { role: 'answer' });
  const [answered, first, tokens] = json();
  expect(answered).toMatchObject({ service: 'chat-stream', Answered: 1 });
  expect(answered._aws.CloudWatchMetrics).toEqual([
    { Namespace: 'Threadwell', Dimensions: [['service']], Metrics: [{ Name: 'Answered', Unit: 'Count' }] },
  ]);
  expect(first).toMatchObject({ FirstEvent: 12.5, role: 'answer' });
  expect(first._aws.CloudWatchMetrics[0]).toMatchObject({
    Dimensions: [['service', 'role']],
    Metrics: [{ Name: 'FirstEvent', Unit: 'Milliseconds' }],
  });
  expect(tokens).toMatchObject({ ModelInputTokens: 340 });
  expect(answered).not.toHaveProperty('role');
});
