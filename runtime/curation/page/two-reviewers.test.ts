import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../../../tests/fixtures/axe.ts';
import { launchBrowser } from '../../../tests/fixtures/browser.ts';
import { sampleDraft } from '../../http/fixtures/test-app.ts';
import { servedDesk } from './fixtures/desk.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const { id } = sampleDraft();

/** Two people with the same draft open in their forms. */
async function twoForms() {
  const served = await servedDesk(browser, [sampleDraft(), sampleDraft({ id: 'second', title: 'Another' })]);
  const sit = async (name: string): Promise<Page> => {
    const page = await served.open();
    await page.getByRole('button', { name: /^Proxy asks/ }).waitFor();
    await page.evaluate(`localStorage.setItem('threadwell-curator', '${name}')`);
    await page.getByRole('button', { name: /^Proxy asks/ }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Proxy asks for a password' }).waitFor();
    await page.keyboard.press('e');
    await page.getByLabel('Title').waitFor();
    return page;
  };
  const [ann, bob] = [await sit('ann'), await sit('bob')];
  const draft = async () => (await served.ports.drafts.get(id))!;
  return { ...served, ann, bob, draft };
}
const save = (page: Page) => page.getByRole('button', { name: /^Save/ }).click();

test('the second to save sees both versions, loses nothing that was typed, and decides', async () => {
  const { ann, bob, draft } = await twoForms();
  await ann.getByLabel('Title').fill('Proxy wants a password');
  await ann.getByLabel('Applies to').fill('plugin 4.7');
  await save(ann);
  await ann.getByRole('heading', { level: 1, name: 'Proxy wants a password' }).waitFor();

  await bob.getByLabel('Title').fill('Gateway asks for a password');
  await bob.getByLabel('Step 2', { exact: true }).fill('Restart the worker.');
  await save(bob);
  const both = bob.getByRole('alert', { name: 'Both versions' });
  await both.getByText('ann changed this draft meanwhile').waitFor();
  expect(await both.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Both versions');
  expect(await both.getByRole('blockquote').allTextContents()).toEqual(['Proxy wants a password', 'Gateway asks for a password']);
  expect(await bob.getByLabel('Title').inputValue()).toBe('Gateway asks for a password');
  expect(await bob.getByLabel('Step 2', { exact: true }).inputValue()).toBe('Restart the worker.');
  expect(await bob.getByLabel('Applies to').inputValue()).toBe('plugin 4.7');
  expect(await violations(bob)).toEqual([]);
  expect((await draft()).version).toBe(2);

  await save(bob);
  await bob.getByRole('heading', { level: 1, name: 'Gateway asks for a password' }).waitFor();
  expect(await draft()).toMatchObject({
    version: 3,
    title: 'Gateway asks for a password',
    appliesTo: ['plugin 4.7'],
    audit: [{ who: 'ann', note: 'title, appliesTo' }, { who: 'bob' }],
  });
  expect((await draft()).steps.map(({ text }) => text)).toEqual(['Set proxy.host and proxy.port.', 'Restart the worker.']);
});

test('the second may take the words of the first', async () => {
  const { ann, bob, draft } = await twoForms();
  await ann.getByLabel('Title').fill('Proxy wants a password');
  await save(ann);
  await ann.getByRole('heading', { level: 1, name: 'Proxy wants a password' }).waitFor();
  await bob.getByLabel('Title').fill('Mine');
  await bob.getByLabel('Tags').fill('topic:gateway');
  await save(bob);
  await bob.getByRole('button', { name: 'Take theirs' }).click();
  await bob.getByText('You changed different things').waitFor();
  await save(bob);
  await bob.getByRole('heading', { level: 1, name: 'Proxy wants a password' }).waitFor();
  expect(await draft()).toMatchObject({ title: 'Proxy wants a password', tags: ['topic:gateway'], version: 3 });
});

test('what was typed into a draft that the other one approved stays to be copied', async () => {
  const { ann, bob, draft } = await twoForms();
  await ann.getByRole('button', { name: 'Cancel' }).click();
  await ann.keyboard.press('a');
  await ann.getByRole('heading', { level: 1, name: 'Another' }).waitFor();
  await bob.getByLabel('Title').fill('Mine');
  await save(bob);
  await bob.getByText('It is approved now and takes no edit').waitFor();
  expect(await bob.getByLabel('Title').inputValue()).toBe('Mine');
  expect(await bob.getByRole('button', { name: /^Save/ }).isDisabled()).toBe(true);
  expect(await draft()).toMatchObject({ state: 'approved', title: 'Proxy asks for a password', version: 2 });
});

test('only one of two decisions at once counts, and the other person is told', async () => {
  const { ann, bob, draft } = await twoForms();
  for (const page of [ann, bob]) await page.getByRole('button', { name: 'Cancel' }).click();
  await Promise.all([ann.keyboard.press('a'), bob.keyboard.press('a')]);
  const told = (page: Page) =>
    page.getByText('Somebody else changed this draft').or(page.getByRole('heading', { level: 1, name: 'Another' }));
  await Promise.all([told(ann).waitFor(), told(bob).waitFor()]);
  expect((await draft()).audit.map(({ what }) => what)).toEqual(['approved']);
  expect(await ann.getByText('Somebody else changed').count()).toBe(1 - (await bob.getByText('Somebody else changed').count()));
});

test('what is typed survives a reload and the way out of the form; approving waits for it', async () => {
  const { ann, draft } = await twoForms();
  await ann.getByLabel('Question').fill('Why does the gateway ask for a password?');
  await ann.reload();
  await ann.getByLabel('Question').waitFor();
  expect(await ann.getByLabel('Question').inputValue()).toBe('Why does the gateway ask for a password?');
  await ann.getByRole('button', { name: '← Drafts' }).click();
  await ann.getByRole('button', { name: /^Proxy asks/ }).click();
  expect(await ann.getByLabel('Question').inputValue()).toBe('Why does the gateway ask for a password?');
  await ann.getByRole('button', { name: '← Drafts' }).focus();
  await ann.keyboard.press('Escape');
  await ann.getByText('what you typed is not saved yet').waitFor();
  await ann.keyboard.press('a');
  expect((await draft()).state).toBe('proposed');
  await ann.keyboard.press('e');
  await ann.getByRole('button', { name: 'Cancel' }).click();
  await ann.keyboard.press('a');
  await ann.getByRole('heading', { level: 1, name: 'Another' }).waitFor();
  expect((await draft()).state).toBe('approved');
});
