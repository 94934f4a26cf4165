import { describe, expect, it } from 'vitest';
import { htmlToText } from '../../../pipelines/email-distill/read/html-to-text.ts';
import { parseMails, readMails } from './mail-set.ts';

const mails = readMails();
const dense = (text: string) => text.replace(/[\s>|-]+|\d+\./g, '');

describe('the labelled mails', () => {
  it('are at least 150, in at least ten languages, a third of them held out', () => {
    expect(mails.length).toBeGreaterThanOrEqual(150);
    expect(new Set(mails.map(({ language }) => language)).size).toBeGreaterThanOrEqual(10);
    expect(mails.filter(({ heldOut }) => heldOut).length).toBeGreaterThanOrEqual(mails.length / 3);
  });

  it('have a name each', () => {
    const names = mails.map(({ language, name }) => `${language} ${name}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it.each(mails.map((mail) => [`${mail.language} ${mail.name}`, mail] as const))('%s has words of its own', (_, mail) => {
    expect(mail.lines.some(({ origin, text }) => origin === 'own' && text.trim())).toBe(true);
  });

  it.each(mails.filter(({ html }) => html !== null).map((mail) => [mail.name, mail] as const))(
    '%s shows in HTML what its lines say',
    (_, mail) => {
      expect(dense(htmlToText(mail.html ?? ''))).toBe(dense(mail.lines.map(({ text }) => text).join('\n')));
    },
  );

  it('name the place of a line that has no mark', () => {
    expect(() => parseMails('=== en a | plain | Jan\n+yes\nno', 'x.txt')).toThrow('x.txt: `no` begins with none of + ? - ~');
    expect(() => parseMails('=== a | plain', 'x.txt')).toThrow('is no heading');
  });
});
