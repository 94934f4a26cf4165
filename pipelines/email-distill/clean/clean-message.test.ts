import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cleanFile } from '../clean-file.ts';
import { cleanMessage } from './clean-message.ts';

const fixtures = path.join(import.meta.dirname, 'fixtures');
const cases = readdirSync(fixtures)
  .filter((name) => name.endsWith('.expected.json'))
  .map((name) => name.replace('.expected.json', ''));
const clean = (text: string, earlier: readonly string[] = [], subject = 'Re: Export') =>
  cleanMessage({ text, subject, name: 'Jan Vos', earlier });

describe('clean', () => {
  test.each(cases)('%s', async (name) => {
    const expected = JSON.parse(readFileSync(path.join(fixtures, `${name}.expected.json`), 'utf8')) as { text: string; steps: string[] };
    const { text, removals } = await cleanFile(path.join(fixtures, `${name}.eml`));
    expect(text).toBe(expected.text);
    expect([...new Set(removals.map(({ step }) => step))].sort()).toEqual([...new Set(expected.steps)].sort());
  });

  test('loses no line: every line of the mail is kept or explained', async () => {
    for (const name of cases.filter((other) => !other.startsWith('html'))) {
      const file = path.join(fixtures, `${name}.eml`);
      const body = readFileSync(file, 'utf8').split('\n\n').slice(1).join('\n\n');
      const { text, removals } = await cleanFile(file);
      const accounted = [text, ...removals.map((removal) => removal.text)].join('\n').split('\n');
      const known = new Set(['', ...accounted.map((line) => line.replace(/^[>| ]+/, '').trim())]);
      for (const line of body.split('\n')) expect(known, `${name}: ${line}`).toContain(line.replace(/^[>| ]+/, '').trim());
    }
  });

  test('keeps an answer that was written into an unmarked quote, when the quoted mail is known', () => {
    const earlier = 'Hi Jan,\n\nis port 9090 right?\nAnd do I have to restart the server afterwards?\n\nRegards\nSara Lind\nNorth Ltd.';
    const reply = `See below.\n\nFrom: Sara Lind\nSent: Monday, October 5, 2026\nTo: Jan Vos\nSubject: Export\n\n${earlier.replace('right?', 'right?\nNo, 9443 it is.')}`;
    expect(clean(reply, [earlier]).text).toBe('See below.\n\n> is port 9090 right?\n\nNo, 9443 it is.');
  });

  test.each([
    '30.09.2026, 18.30, "Sara - Lind" <sara@north.example>:\n\nThe old text.',
    '2026-11-24 16:32 GMT+01:00 Sara - North <sara@north.example>:\n\nThe old text.',
    'Wednesday, 17 November 2026, 3:32 PM +0300 from sara@north.example <sara@north.example>:\n\nThe old text.',
    'ср, 30 апр. 2026 г. в 15:19, Sara Lind <sara@north.example>:\n\nThe old text.',
    'tir. 18. apr. 2026 kl. 13:09 skrev Sara Lind <sara@north.example\n>:\n\n> The old text.',
    '02.04.2026 14:20 пользователь "sara@north.example" <\nsara@north.example> написал:\n\n> The old text.',
    '---- On Wed, 14 Nov 2026 08:14:43 -0200 Sara Lind <sara@north.example> wrote ----\n\nThe old text.',
    '-------- Oprindelig besked --------\nFra: Sara <sara@north.example>\nDato: 04.07.2026  17.45\nTil: jan@vendor.example\n\nThe old text.',
    '   De : Sara Lind<mailto:sara@north.example>\n   Envoyé le :jeudi 15 décembre 2026 09:35\n   À : jan@vendor.example\n   Objet :Export\n\nThe old text.',
    '====\n\nMessage du : 12/12/2026 13:20\nDe : "Sara" <sara@north.example>\nA : jan@vendor.example\nCopie à :\nSujet :  Export\n\nThe old text.',
    'Date: Mon, 5 Oct 2026 09:01:00\nFrom: Sara <sara@north.example>\nTo: jan@vendor.example\n\nThe old text.',
    '_____________\nusers mailing list\nusers@vendor.example\nhttps://lists.vendor.example/mailman/listinfo/users',
  ])('takes out from %j on', (below) => {
    expect(clean(`The port is 9443 since 3.2.\n\n${below}\n`).text).toBe('The port is 9443 since 3.2.');
  });

  test('takes a name on a line of its own for the greeting that it is', () => {
    expect(clean('Sara,\n\nthe port is 9443.').text).toBe('the port is 9443.');
    expect(clean('However,\n\nthe port is 9443.').text).toBe('However,\n\nthe port is 9443.');
  });

  test.each([
    ['Thank you!\n\n-- \nJan Vos', 'Thank you!'],
    ['Thanks for your help!\n\nBest regards,\nJan', 'Thanks for your help!'],
    ['Hello\n\nOn Mon, Oct 5, 2026 at 9:01 AM Sara Lind wrote:\n> the old text', 'Hello'],
    ['Best regards,\nJan', ''],
  ])('does not leave a mail empty that only says %j', (text, kept) => {
    expect(clean(text).text).toBe(kept);
  });

  test.each([
    'Cheers 🎉\nJan',
    '—\nJan Vos\nCEO at Vendor\n\n@vendor',
    '—————\nJan Vos\nProduct Manager\n📧 jan@vendor.example\n📱 +1 555-0123',
    'Sent from TypeApp<https://www.typeapp.example/r?b=2621>',
  ])('takes the signature %j out', (below) => {
    expect(clean(`It works with port 9443.\n\n${below}`).text).toBe('It works with port 9443.');
  });

  test('keeps what stands below a quote without marks when nothing stands above it', () => {
    const { text } = clean('On Mon, Oct 5, 2026 at 9:01 AM Sara Lind wrote:\nthe old text\n\nThe new answer.');
    expect(text).toContain('The new answer.');
  });

  test('keeps the signature mark of an answer below a quote without marks', () => {
    const earlier = 'is port 9090 right?\nThe manual says so.\nAnd what about the other one?';
    const text = `On Mon, Oct 5, 2026 at 9:01 AM Sara Lind wrote:\n${earlier}\n\nIt is 9443.\n\n--\nA motto`;
    expect(clean(text, [earlier]).text).not.toContain('A motto');
    expect(clean(text, [earlier]).text).toContain('It is 9443.');
  });

  test('does not take a sentence for an attribution, a closing or a greeting', () => {
    const text =
      'On 3.2 the manual wrote something else.\nThanks to the new option the export is fast.\nHello world is the name of the example app we use for this.';
    expect(clean(text).text).toBe(text);
  });

  test('parts the last words of an answer from the attribution behind them', () => {
    expect(clean('It works again On Mon, Oct 5, 2026 at 9:01 AM, sara@north.example wrote:\n> Please restart it.').text).toBe(
      'It works again',
    );
  });

  test('leaves nothing of a mail that only quotes', () => {
    expect(clean('> old\n> older').text).toBe('');
  });
});
