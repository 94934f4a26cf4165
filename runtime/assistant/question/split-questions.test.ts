import { expect, test } from 'vitest';
import { splitQuestions } from './split-questions.ts';

test('answers two questions of one message apart', () => {
  expect(splitQuestions('What is the default flush interval? And which regions are supported?')).toEqual([
    'What is the default flush interval?',
    'which regions are supported?',
  ]);
});

test.each([
  'How do I set a proxy? And with a password?',
  'The queue is full. What is the default capacity?',
  'What does it cost?',
  'Is Java 8 fine? Is Java 11 fine? Is Java 17 fine? Is Java 21 fine?',
])('keeps %s together', (text) => {
  expect(splitQuestions(text)).toEqual([text]);
});
