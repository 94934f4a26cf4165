import { expect, test } from 'vitest';
import { parseMarks } from './mask-set.ts';
import { replacedParts, scoreText } from './score-mask.ts';

const TOKEN = /<[A-Z]+_\d+>/g;
const score = (line: string, output: string) => {
  const marked = parseMarks(line);
  return scoreText(marked, replacedParts(marked.text, output, TOKEN) ?? []);
};

test('reads marks out of a line', () => {
  expect(parseMarks('call [[PHONE:555-0147]], [[[EMAIL:a@b.example]]]')).toEqual({
    text: 'call 555-0147, [a@b.example]',
    marks: [
      { start: 5, end: 13, kind: 'phone' },
      { start: 16, end: 27, kind: 'email' },
    ],
  });
});

test('tells what was replaced from the text between the placeholders', () => {
  expect(replacedParts('call Jo at 5, ok', 'call <A_1> at <B_1>, ok', TOKEN)).toEqual([
    { start: 5, end: 7, placeholder: '<A_1>' },
    { start: 11, end: 12, placeholder: '<B_1>' },
  ]);
  expect(replacedParts('unchanged', 'unchanged', TOKEN)).toEqual([]);
  expect(replacedParts('one two', 'two one', TOKEN)).toBeNull();
});

test('a mark counts as found when no letter or digit of it is left', () => {
  expect(score('ask [[PERSON:Jo Ek]] now', 'ask <PERSON_1> now').found).toEqual([{ kind: 'person', whole: true }]);
  expect(score('ask [[PERSON:Jo Ek]] now', 'ask <PERSON_1> Ek now').found).toEqual([{ kind: 'person', whole: false }]);
  expect(score('ask [[PERSON:Jo Ek]] now', 'ask <PERSON_1> <PERSON_2> now').found).toEqual([{ kind: 'person', whole: true }]);
});

test('a replacement that touches no mark is a wrong one', () => {
  expect(score('ask [[PERSON:Jo]] about Mule', 'ask <PERSON_1> about <PERSON_2>').replaced).toEqual([
    { placeholder: '<PERSON_1>', wanted: true },
    { placeholder: '<PERSON_2>', wanted: false },
  ]);
});
