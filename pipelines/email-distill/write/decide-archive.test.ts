import { describe, expect, test } from 'vitest';
import { codeOf, draftOf, type Mail, prepared } from './fixtures/prepared.ts';

/** Archives of lists and shared desks: more than two people, lost mails, answers that send elsewhere. */
const asked: Mail = ['customer', 'Since 3.2.1 the export stops every night with E-1042. What does it mean?'];
const answer =
  'The export writes to a temporary folder first, and E-1042 says that this folder is full. Set export.temp to a folder with at least 2 GB and restart the service. Nothing is lost, the export goes on where it stopped.';
const code = (...mails: readonly Mail[]) => codeOf(prepared('Export stops with E-1042', mails));

describe('who was helped is told by whoever asked:', () => {
  const promised: Mail = ['support', `${answer} We will look into the alert.`];
  test('a confirmation of somebody else is about their own case', () => {
    expect(code(asked, promised, ['customer', 'It works now, thank you!'])).toBe('article');
    expect(code(asked, promised, ['customer', 'I use an older one, and that works to this day. Thanks!', 2])).toBe('unsolved');
  });

  test('an answer after a third person’s mail may be for that person', () => {
    const third: Mail = ['customer', 'My exporter stops as well, and mine says E-1043.', 2];
    expect(code(asked, ['support', answer])).toBe('article');
    expect(code(asked, third, ['support', answer])).toBe('unsolved');
    expect(code(asked, third, ['support', answer], ['customer', 'It works now, thank you!'])).toBe('article');
  });

  test('“not sure that would work” and “could not manage to solve it” are no success', () => {
    for (const reply of ['Not sure that would work, the folder is on tape.', 'Thanks for the reply. I couldn’t manage to solve it.'])
      expect(code(asked, ['support', answer], ['customer', reply]), reply).toBe('unsolved');
  });
});

describe('the question is lost when', () => {
  test.each<[string, readonly Mail[]]>([
    [
      'the first mail has no text, and somebody answers',
      [
        ['customer', ''],
        ['customer', 'Did you try to start the export by hand?', 2],
        ['support', answer],
      ],
    ],
    [
      'the first mail thanks for an answer',
      [
        ['customer', `Thanks a lot for the quick reply. ${asked[1]}`],
        ['support', answer],
      ],
    ],
    [
      'the first mail brings what was asked for',
      [
        ['customer', `Here is the missing information. ${asked[1]}`],
        ['support', answer],
      ],
    ],
    [
      'the first mail thanks in German',
      [
        ['customer', `Vielen Dank für die schnelle Antwort. ${asked[1]}`],
        ['support', answer],
      ],
    ],
    [
      'the first mail goes on from another',
      [
        ['customer', `${asked[1]} Is it what you meant in your Wednesday message?`],
        ['support', answer],
      ],
    ],
    [
      'it only tells what happened',
      [
        ['customer', 'I want to share how the export of 3.2.1 failed here and how it ended.'],
        ['support', answer],
      ],
    ],
    [
      'it is a long report without a question',
      [
        ['customer', 'The export stopped and we looked at one folder after another. '.repeat(30)],
        ['support', answer],
      ],
    ],
  ])('%s', (_, mails) => {
    expect(code(...mails)).toBe('no-question');
  });

  test('but not because a customer is polite', () => {
    expect(code(['customer', `Thank you for the exporter, we like it. ${asked[1]}`], ['support', answer])).toBe('article');
  });
});

describe('no answer is', () => {
  test.each([
    'Please make sure you have followed all the instructions listed here:\n\nhttps://docs.acme.example/export\n\nhttps://docs.acme.example/export/faq\n\nThere are some hints in the guide on how to move the folder. See the manual for the export as well.',
    'Siehe dazu bitte die Anleitung des Exports, dort ist alles beschrieben. Der Fehler E-1042 steht im Handbuch, und im Artikel über den Export steht es ebenfalls.',
    `${answer} In order for us to help you, you need to provide more information about the folder.`,
    `It is hard to say. ${'Set export.temp to /data.\n\n'.repeat(70)}`,
  ])('%s', (text) => {
    expect(code(asked, ['support', text])).not.toBe('article');
  });

  test('and a mail of questions says nothing, though it has a sentence that does', () => {
    const musing = `Could the export warn earlier? How often would you want that? ${answer.slice(0, 88)} Is there a feeling that it would be a good thing?`;
    const draft = draftOf(
      prepared('Export stops with E-1042', [asked, ['support', answer], ['support', musing], ['customer', 'It works now, thank you!']]),
    );
    expect(draft.steps.map(({ text }) => text)).toEqual([answer]);
  });
});

test('a question that only sends to the docs keeps no answer open', () => {
  expect(code(asked, ['support', `Did you have a look at the manual of the export? ${answer}`])).toBe('article');
  expect(code(asked, ['support', `Did you have a look at the second folder? ${answer}`])).toBe('unsolved');
});

test('“by calling the program” is no call', () => {
  expect(code(asked, ['support', `${answer} You can also do it by calling exporter.restart directly.`])).toBe('article');
  expect(code(asked, ['support', `${answer} We can do the rest in a call tomorrow, or by phone.`])).toBe('unsolved');
});
