import { describe, expect, test } from 'vitest';
import { frame } from './fixtures/many-chats.ts';
import { visitHooks } from './fixtures/visit-hooks.ts';

const { server, arrive } = visitHooks();
const done = frame('done', { answered: true, citations: [1] });
const source = { n: 1, title: 'Connect through a proxy that asks for a name', url: 'https://docs.ferrywork.example/setup/proxy' };

describe('the card of a source with a long passage', () => {
  test.each([
    [320, 568],
    [375, 667],
    [1280, 800],
  ])('shows its link at %i x %i, before and after the passage was scrolled', async (width, height) => {
    const citation = { ...source, snippet: 'Set proxy.host and proxy.port. '.repeat(60), source: 'web_docs' };
    server().state.answers = [{ stream: `${frame('citation', citation)}${frame('delta', { text: 'Yes [1].' })}${done}` }];
    const { page, openPanel, ask, answer } = await arrive({ viewport: { width, height } });
    await openPanel();
    await ask('one');
    await answer().getByRole('button', { name: 'Source 1' }).first().click();
    const link = page.getByRole('link', { name: 'Open the page' });
    const card = page.locator('.source');
    /** The link is what is there where it stands, and it is whole. */
    const isShown = () =>
      link.evaluate((node) => {
        const { left, top, bottom } = node.getBoundingClientRect();
        const root = node.getRootNode() as ShadowRoot;
        const frameBottom = root.querySelector('.source')!.getBoundingClientRect().bottom;
        return root.elementFromPoint(left + 8, (top + bottom) / 2) === node && bottom <= frameBottom;
      });
    expect(await isShown()).toBe(true);
    // It gets the focus, and shows its head with the room above it.
    expect(await card.evaluate((node) => node.scrollTop)).toBe(0);
    const scrolled = await card.evaluate((node) => {
      const quote = node.querySelector('blockquote')!;
      for (const one of [node, quote]) one.scrollTop = 9999;
      return node.scrollTop + quote.scrollTop;
    });
    expect(scrolled).toBeGreaterThan(100);
    expect(await isShown()).toBe(true);
    // The answer is still to be read beside it.
    expect((await card.boundingBox())!.height).toBeLessThan(height / 2);
  });
});

test('the mark of a source stands on the line of the word before it, and takes the stop behind it along', async () => {
  // One of these lengths ends a line between the word and its mark.
  const sentences = Array.from({ length: 24 }, (_, at) => `Both are needed ${'i'.repeat(at)} in it [1][1].`);
  const text = sentences.join('\n\n');
  server().state.answers = [
    { stream: `${frame('citation', { ...source, snippet: '', source: '' })}${frame('delta', { text })}${done}`, chunk: 4096 },
  ];
  const { openPanel, ask, answer } = await arrive({ viewport: { width: 320, height: 568 } });
  await openPanel();
  await ask('one');
  await answer().getByRole('heading', { name: 'Sources' }).waitFor();
  const lines = await answer()
    .locator('.body p')
    .evaluateAll((paragraphs) =>
      paragraphs.map((paragraph) => {
        const range = document.createRange();
        const tops = [...paragraph.childNodes].flatMap((node) => {
          if (node instanceof Element) {
            const { top, height } = (node.querySelector('.mark') ?? node).getBoundingClientRect();
            return [top + height / 2];
          }
          const letters = [...node.textContent!].map((letter, at) => [letter, at] as const).filter(([letter]) => /\S/.test(letter));
          return [letters[0], letters.at(-1)].filter(Boolean).map((letter) => {
            range.setStart(node, letter![1]);
            range.setEnd(node, letter![1] + 1);
            const { top, height } = range.getBoundingClientRect();
            return top + height / 2;
          });
        });
        // The first is the beginning of the sentence; the end of its words, the marks and the stop follow.
        const [, ...tail] = tops;
        return { tail: Math.max(...tail) - Math.min(...tail), wraps: Math.max(...tops) - tops[0]! > 12 };
      }),
    );
  expect(lines.some(({ wraps }) => wraps)).toBe(true);
  expect(lines.map(({ tail }) => tail < 12)).toEqual(lines.map(() => true));
});

test('a ticket to confirm is shown once: its fields, and not the list of them in the answer', async () => {
  const fields = { requester_email: 'dana@acme.example', subject: 'Events are lost', description: 'Events are lost', priority: 'normal' };
  const text = 'Here is the ticket I would file:\n\n- **Subject:** Events are lost\n- **Priority:** normal\n\nPlease check it and confirm.';
  server().state.answers = [
    { stream: `${frame('delta', { text })}${frame('confirm', { confirmationId: '1', fields })}${frame('done', { reason: 'confirm' })}` },
  ];
  const { page, openPanel, ask, answer } = await arrive();
  await openPanel();
  await ask('Create a ticket');
  await page.getByLabel('Subject').waitFor();
  expect(await answer().getByText('Please check it').isVisible()).toBe(true);
  expect(await answer().getByRole('listitem').count()).toBe(0);
  await page.getByRole('button', { name: 'Create ticket', exact: true }).click();
  await answer().getByText('Ticket 4711 created').waitFor();
  // The form is gone: what was asked for can be read again, without the words that asked to check it.
  expect(await answer().getByRole('listitem').count()).toBe(2);
  expect(
    await answer()
      .getByText(/would file|Please check it/)
      .filter({ visible: true })
      .count(),
  ).toBe(0);
});

test('nothing is squeezed at 320 px: Copy is one line, what is typed keeps away from Send, from both sides', async () => {
  const { page, openPanel, ask, answer } = await arrive({ viewport: { width: 320, height: 568 } });
  await openPanel();
  await ask('one');
  await answer().getByRole('button', { name: 'Not helpful' }).click();
  await answer().getByText('What is wrong with it?').waitFor();
  const copy = (await answer().locator('.rating').getByRole('button', { name: 'Copy' }).boundingBox())!;
  expect(copy.height).toBeLessThan(32);
  const input = (await page.getByRole('textbox').boundingBox())!;
  const send = (await page.getByRole('button', { name: 'Send' }).boundingBox())!;
  expect(send.x - input.x - input.width).toBeGreaterThanOrEqual(8);
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  const mirrored = (await page.getByRole('textbox').boundingBox())!;
  const sendThere = (await page.getByRole('button', { name: 'Send' }).boundingBox())!;
  expect(mirrored.x - sendThere.x - sendThere.width).toBeGreaterThanOrEqual(8);
});

test('the focus ring of a piece of code lies inside it, where it is not cut off', async () => {
  const { page, openPanel, ask, answer } = await arrive();
  await openPanel();
  await ask('one');
  await answer().getByText('Was this helpful?').waitFor();
  const code = answer().locator('pre');
  await page.keyboard.press('Shift+Tab');
  await code.focus();
  expect(await code.evaluate((node) => [getComputedStyle(node).outlineStyle, getComputedStyle(node).outlineOffset])).toEqual([
    'solid',
    '-2px',
  ]);
});
