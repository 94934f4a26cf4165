import { describe, expect, test } from 'vitest';
import { half, recording } from './fixtures/contract-server.ts';
import { frame } from './fixtures/many-chats.ts';
import { visitHooks } from './fixtures/visit-hooks.ts';

const { server, arrive } = visitHooks();
const done = frame('done', { answered: true, citations: [] });
const CALLED_OFF = frame('delta', { text: 'All right.' }) + frame('cancelled', {}) + done;

/** A visitor who was offered a ticket. */
async function offered() {
  server().state.answers = [{ stream: recording('offer') }];
  const visitor = await arrive();
  await visitor.openPanel();
  await visitor.ask('Create a ticket');
  await visitor.answer().getByRole('button', { name: 'Create ticket' }).waitFor();
  return visitor;
}

test.each([
  ['filed', 'Create ticket', [{ type: 'ticket', id: '4711', url: 'https://desk.ferrywork.example/4711' }], 'Ticket 4711 created'],
  ['called off', 'Cancel', [{ type: 'cancelled' }], 'Cancelled, nothing was sent.'],
  ['handed to e-mail', 'Create ticket', [{ type: 'handoff', email: 'help@ferrywork.example' }], 'could not be created here'],
])('what became of a ticket is said to those who hear the page: %s', async (_, button, events, says) => {
  server().state.confirmed = { status: 200, body: { events } };
  const { page, answer } = await offered();
  await page.evaluate(() => {
    Object.assign(globalThis, { answers: 0 });
    addEventListener('threadwell-answer', () => Object.assign(globalThis, { answers: 1 }));
  });
  await answer().getByRole('button', { name: button }).click();
  await answer().getByText(says).waitFor();
  expect(await page.locator('p[role=status]').textContent()).toContain(says);
  expect(await page.evaluate(() => (globalThis as unknown as { answers: number }).answers)).toBe(0);
});

describe('of two forms only the newest can be sent, as the server has it', () => {
  test.each([
    ['after another offer', recording('offer'), 1],
    ['after a word against it', CALLED_OFF, 0],
  ])('%s, after a reload too', async (_, stream, forms) => {
    const { page, ask, openPanel, answer } = await offered();
    server().state.answers = [{ stream }];
    await ask('And now?');
    await answer()
      .getByText(forms ? 'Send this to our team?' : 'All right.')
      .waitFor();
    const check = async () => {
      await page.locator('.turn').first().getByText('Cancelled, nothing was sent.').waitFor();
      expect(await page.locator('form.card').count()).toBe(forms);
    };
    await check();
    await page.reload();
    await openPanel();
    await check();
  });
});

test('a ticket can be asked for in the middle of an answer, which ends it', async () => {
  server().state.answers = [{ stream: half(recording('answer')), ending: 'hold' }];
  const { page, openPanel, ask, answer } = await arrive();
  await openPanel();
  await ask('one');
  await answer().getByText('Yes. Set').waitFor();
  server().state.answers = [{ stream: recording('offer') }];
  await page.getByRole('button', { name: 'Create a ticket' }).click();
  await answer().getByText('Send this to our team?').waitFor();
  await page.locator('.turn').first().getByText('Stopped.').waitFor();
});
