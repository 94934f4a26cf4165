import { describe, expect, test } from 'vitest';
import { draftOf, type Mail, prepared } from './fixtures/prepared.ts';

const asked: Mail = ['customer', 'Since 3.2.1 the export stops every night with E-1042. What does it mean?'];
const answer =
  'The export writes to a temporary folder first, and E-1042 says that this folder is full. Set export.temp to a folder with at least 2 GB and restart the service.';
const steps = (text: string) =>
  draftOf(prepared('Export stops with E-1042', [asked, ['support', text]])).steps.map(({ text: step }) => step);

describe('what hangs below the writer’s name is no step', () => {
  test.each([
    [
      'a listing',
      `${answer}\n\nKind regards,\n\n<PERSON_2>\n\nExporter 3.2.1 is free software and comes without any warranty.\n\n* reading export.conf\n\n* DONE (export)`,
    ],
    [
      'a session that a masked prompt opens',
      `${answer}\n\nHope this helps, <PERSON_2>\n\n<HOST_1>:~$ exporter --version\n\nYou are welcome to redistribute exporter.3.2.1 under certain conditions.`,
    ],
  ])('%s', (_, text) => {
    expect(steps(text)).toEqual([answer]);
  });

  test('a postscript is', () => {
    expect(steps(`${answer}\n\n<PERSON_2>\n\nPS: Never set export.temp to a network drive.`).at(-1)).toContain('network drive');
  });

  test('a name at the beginning speaks to somebody', () => {
    expect(steps(`<PERSON_1>\n\n${answer}`)).toEqual([answer]);
  });
});

describe('what a sentence leads to', () => {
  test('goes with it when it is dropped: a list, a heading without an end', () => {
    const log =
      'I looked at the changes of 3.2.2, where I see\n\nexporter (3.2.2) unstable; urgency=low\n\n* Moved export.temp to another place.\n\n* Removed export.old.';
    expect(steps(`${answer}\n\n${log}`)).toEqual([answer]);
  });

  test('stays with what its writer does as a habit', () => {
    const [, lead, code] = steps(
      `${answer}\n\nI have no problem using the following to make room:\n\nsudo exporter clean\nsudo exporter restart`,
    );
    expect(lead).toMatch(/^I have no problem using/);
    expect(code).toContain('sudo exporter clean');
  });

  test('is code when it looks like nothing else, though nothing marks it', () => {
    expect(
      steps(
        `${answer}\n\nThe way out until then is to call it by its full name:\n\nexporter:::export.parallel\n\nAnd then look into the folder`,
      )[2],
    ).toBe('```\nexporter:::export.parallel\n```');
    expect(steps(`${answer}\n\nFirst look for a newer one\n\nexporter search export-temp\n\nand then restart the service.`)).toContain(
      '```\nexporter search export-temp\n```',
    );
  });

  test('is missed when the following line is not the next one', () => {
    expect(steps(`${answer}\n\nThe solution is the following line:\n\nLook for the setting export.temp in export.conf.`)).toEqual([
      answer,
      'Look for the setting export.temp in export.conf.',
    ]);
  });

  test('may be the end of a sentence that trails off', () => {
    expect(
      steps(
        `${answer} The folder needs 2 GB, and somehow it never has them so ...\n\n> What else?\n\n... set export.keep to 7 as well.`,
      ).at(-1),
    ).toMatch(/export\.keep to 7/);
  });
});

test('remarks, praise and the state of that day are left out', () => {
  const remarks = [
    'Gotta go.',
    'That would be great.',
    'C’est dommage.',
    'Many of us run it on small machines.',
    'The new files are now being copied to all servers.',
  ];
  for (const remark of remarks)
    expect(steps(`${answer} ${remark} Then delete export.old.`), remark).toEqual([`${answer} Then delete export.old.`]);
  expect(steps(`${answer} We have fixed this in 3.2.2.`)[0]).toContain('We have fixed this in 3.2.2.');
});

test('advice is no story because its writer has the same machine', () => {
  expect(steps(`${answer}\n\nIf you use the old disk like me, set export.keep to 7 and delete export.old.`)).toHaveLength(2);
});
