import { expect, test } from 'vitest';
import { isYesNo, readShape } from './read-shape.ts';

test.each([
  ['How do I send logs through a proxy?', 'steps'],
  ['show me an example of the appender', 'steps'],
  ['What is the default of batch.size?', 'fact'],
  ['how much bandwidth does it take', 'fact'],
  ['Can I install it on Windows?', 'fact'],
  ['when does 4.5 reach its end of life', 'fact'],
  ['Which regions are supported?', 'list'],
  ['which attributes does a log event carry', 'list'],
  ['FW-2002: PKIX path building failed. What now?', 'error'],
  ['java.net.ConnectException: Connection timed out', 'error'],
  ['captureHeaders parameter', 'topic'],
  ['renamed settings when migrating from 4.5', 'topic'],
])('%s wants a form of %s', (question, shape) => {
  expect(readShape(question)).toBe(shape);
});

test('knows a question for yes or no by its first word', () => {
  expect(['Does it run?', 'and is it safe?', 'how is it done?', 'Island mode'].map(isYesNo)).toEqual([true, true, false, false]);
});
