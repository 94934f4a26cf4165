import { expect, test } from 'vitest';
import { printedLines } from './fixtures/printed-lines.ts';
import { cloudWatchMetrics } from './metrics.ts';

test('each metric is a line of the embedded metric format, with its function and dimensions, at once', () => {
  const { json } = printedLines();
  const metrics = cloudWatchMetrics({ service: 'chat-stream', environment: 'dev' });
  metrics.count('Answered');
  metrics.time('FirstEvent', 12.5, { role: 'answer' });
  metrics.count('ModelInputTokens', 340, { role: 'answer' });
  const [answered, first, tokens] = json();
  expect(answered).toMatchObject({ service: 'chat-stream', environment: 'dev', Answered: 1 });
  expect(answered._aws.CloudWatchMetrics).toEqual([
    { Namespace: 'Threadwell', Dimensions: [['service', 'environment']], Metrics: [{ Name: 'Answered', Unit: 'Count' }] },
  ]);
  expect(first).toMatchObject({ FirstEvent: 12.5, role: 'answer' });
  expect(first._aws.CloudWatchMetrics[0]).toMatchObject({
    Dimensions: [['service', 'environment', 'role']],
    Metrics: [{ Name: 'FirstEvent', Unit: 'Milliseconds' }],
  });
  expect(tokens).toMatchObject({ ModelInputTokens: 340 });
  expect(answered).not.toHaveProperty('role');
});

test('tickets on their way in are measured in a namespace of their own', () => {
  const { json } = printedLines();
  const metrics = cloudWatchMetrics({ service: 'work-ticket-events', environment: 'dev' });
  metrics.count('TicketIngested');
  metrics.time('EndToEndLatency', 2_000);
  metrics.count('ErrorRate', 0);
  metrics.count('Tickets');
  const printed = json().map(({ _aws }) => _aws.CloudWatchMetrics[0]);
  expect(printed.map(({ Namespace, Metrics }) => [Namespace, Metrics[0].Name])).toEqual([
    ['Threadwell/Pipeline', 'TicketIngested'],
    ['Threadwell/Pipeline', 'EndToEndLatency'],
    ['Threadwell/Pipeline', 'ErrorRate'],
    ['Threadwell', 'Tickets'],
  ]);
});

test('two environments of an account do not mix', () => {
  const { json } = printedLines();
  for (const environment of ['dev', 'prod']) cloudWatchMetrics({ service: 'chat', environment }).count('Turns');
  expect(json().map(({ environment, _aws }) => [environment, _aws.CloudWatchMetrics[0].Dimensions[0]])).toEqual([
    ['dev', ['service', 'environment']],
    ['prod', ['service', 'environment']],
  ]);
});
