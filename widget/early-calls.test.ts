import { expect, test } from 'vitest';
import { OPEN } from './fixtures/hostile-watch.ts';
import { visitHooks } from './fixtures/visit-hooks.ts';

/** A page that writes the element itself and asks it as soon as the script has come; its words are there before. */
const EARLY = `<support-chat brand="Early"></support-chat><script>
  const chat = document.querySelector('support-chat');
  chat.strings = { subtitle: 'Words from before' };
  customElements.whenDefined('support-chat').then(() => chat.ask('Asked at once?'));
</script>`;

const { server, arrive } = visitHooks({ '/german': { html: 'lang="de"' }, '/early': { head: EARLY, policy: OPEN } });
const questions = () => server().calls.flatMap(({ path, body }) => (path === '/chat/stream' ? [body.text] : []));

type Chat = HTMLElement & { open(): void; close(): void; ask(text: string): void };

test('an element that is asked before it is in the document answers once it is', async () => {
  const { page, answer } = await arrive();
  await page.evaluate(() => {
    document.querySelector('support-chat')!.remove();
    const chat = document.createElement('support-chat') as Chat;
    chat.ask('Asked early?');
    Object.assign(globalThis, { chat });
  });
  expect(questions()).toEqual([]);
  await page.evaluate(() => document.body.append((globalThis as unknown as { chat: Chat }).chat));
  await answer().getByText('Was this helpful?').waitFor();
  expect(questions()).toEqual(['Asked early?']);
});

test('what is called while its language is on the way comes after it, in the order of the calls', async () => {
  const { page } = await arrive({}, '/german');
  const told = await page.evaluate(async () => {
    document.querySelector('support-chat')!.remove();
    const chat = document.createElement('support-chat') as Chat;
    const names: string[] = [];
    for (const name of ['open', 'close']) chat.addEventListener(`threadwell-${name}`, () => names.push(name));
    document.body.append(chat);
    chat.open();
    chat.close();
    chat.open();
    const atOnce = names.length;
    while (names.length < 3) await new Promise((resolve) => setTimeout(resolve, 10));
    return [atOnce, ...names];
  });
  expect(told).toEqual([0, 'open', 'close', 'open']);
  await page.getByRole('button', { name: 'Chat schließen' }).waitFor();
});

test('an element that was there before the script is asked when it is defined, and keeps its words', async () => {
  const { page, answer } = await arrive({}, '/early');
  await answer().getByText('Was this helpful?').waitFor();
  expect(questions()).toEqual(['Asked at once?']);
  await page.getByText('Words from before').waitFor();
});
