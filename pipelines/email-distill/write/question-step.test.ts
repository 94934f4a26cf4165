import { expect, test } from 'vitest';
import { questionStep } from './question-step.ts';
import { titleOf } from './title.ts';

const ask = (text: string, matter = 'export folder') => questionStep({ id: 'm', role: 'customer', date: null, text }, matter).text;

test.each([
  [
    'what was done, without the file that it leads to',
    'We make room by moving the folder in our ~/export.conf:\n\nexport.temp=/data\n\nIs this the best way to do it?',
    'We make room by moving the folder in our ~/export.conf. Is this the best way to do it?',
  ],
  [
    'no lead to what was seen',
    'The export stops every night. When we look into the folder we see:\n\nexport.tmp\n\nHow do we make room?',
    'The export stops every night. How do we make room?',
  ],
  [
    'no empty question',
    'The export stops at night and the folder is empty. What’s going on? Any tips would be nice?',
    'The export stops at night and the folder is empty.',
  ],
  [
    'no joining word at its beginning',
    'We moved the folder. But when the export starts, the folder is not found.',
    'When the export starts, the folder is not found.',
  ],
  [
    'not what a program printed',
    'We cannot move the folder of the export.\n\nIf you have not moved the folder, you can move the export folder by hand, or not.',
    'We cannot move the folder of the export.',
  ],
  [
    'a question that ends without its mark',
    '1. Are there steps to move the folder of the export',
    'Are there steps to move the folder of the export',
  ],
  [
    'the error below the command that ends in it',
    'We move the folder and get:\n\n$ exporter move\n\nERROR E-1042 folder is full',
    'We move the folder and get: ERROR E-1042 folder is full',
  ],
])('takes %s', (_, text, expected) => {
  expect(ask(text)).toBe(expected);
});

test('a title of two sentences is the question, and a version is no end of one', () => {
  const question =
    'When I moved our exporter from 3.2 to 18.04 today, I got to my surprise a very long list of folders that nobody needs. Why are the folders no longer needed?';
  expect(titleOf('export_', question)).toBe('Why are the folders no longer needed?');
  expect(titleOf('export_', `${'The exporter of 18.04 on our second node stops. '.repeat(3)}`)).toBe(
    'The exporter of 18.04 on our second node stops.',
  );
});
