import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../../../tests/fixtures/axe.ts';
import { launchBrowser } from '../../../tests/fixtures/browser.ts';
import { signInDesk } from './fixtures/sign-in-desk.ts';

const DRAFT = 'Proxy asks for a password';
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const signInAt = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true }).click();
const draftIn = (page: Page) => page.getByRole('button', { name: DRAFT });
const storedIn = (page: Page) => page.evaluate<string>('JSON.stringify(sessionStorage)');

describe('a desk that people sign in to', () => {
  test('is locked, says how to sign in, and opens with a code that was proved', async () => {
    const { page, signIn, origin, refused } = await signInDesk(browser);
    await page.getByRole('heading', { name: 'This desk is locked' }).waitFor();
    await page.getByText('Sign in with the account that you were invited with.').waitFor();
    expect(await page.getByText('#key=').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await signInAt(page);
    await draftIn(page).waitFor();
    await page.getByText('Mira', { exact: true }).waitFor();
    expect(page.url()).toBe(`${origin}/curate`);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(signIn.asked).toEqual(['authorization_code']);
    expect(refused).toEqual([]);
  });

  test('stays open over a reload, and keeps neither the code’s secret nor what renews a sign-in', async () => {
    const { page, signIn } = await signInDesk(browser);
    await signInAt(page);
    await draftIn(page).waitFor();
    await page.reload();
    await draftIn(page).waitFor();
    expect(signIn.asked).toEqual(['authorization_code']);
    const stored = JSON.parse(await storedIn(page)) as Record<string, string>;
    expect(Object.keys(stored)).toEqual(['threadwell-signed-in']);
    expect(JSON.parse(stored['threadwell-signed-in']!)).toMatchObject({ refreshToken: null });
  });

  test('comes back to the view that was asked for', async () => {
    const { page, origin } = await signInDesk(browser);
    await page.goto(`${origin}/curate#gaps`);
    await page.reload();
    await signInAt(page);
    await page.getByText('No gaps').waitFor();
    expect(page.url()).toBe(`${origin}/curate#gaps`);
  });

  test('sends no code anywhere that came with another state', async () => {
    const { page, signIn, origin } = await signInDesk(browser);
    await page.goto(`${origin}/curate?code=stolen&state=guessed`);
    await page.getByText('This sign-in was not begun in this tab, or it is over.').waitFor();
    expect(page.url()).toBe(`${origin}/curate`);
    expect(signIn.asked).toEqual([]);
    await signInAt(page);
    await draftIn(page).waitFor();
  });

  test('tells a code that was not accepted, and lets people try again', async () => {
    const { page, signIn } = await signInDesk(browser);
    await page.route(
      signIn.settings.tokenUrl,
      (route) => route.continue({ postData: (route.request().postData() ?? '').replace(/code_verifier=[^&]*/, 'code_verifier=another') }),
      { times: 1 },
    );
    await signInAt(page);
    await page.getByText('The sign-in was not accepted (invalid_grant). Sign in again.').waitFor();
    await signInAt(page);
    await draftIn(page).waitFor();
    expect(signIn.asked).toEqual(['authorization_code', 'authorization_code']);
  });

  test('tells why the sign-in page refused, as words', async () => {
    const { page, signIn, origin } = await signInDesk(browser);
    signIn.set({ manner: 'refuses' });
    await signInAt(page);
    await page.getByRole('alert').getByText('The sign-in page let nobody in: The account is disabled <b>for good</b>').waitFor();
    expect(page.url()).toBe(`${origin}/curate`);
    expect(await violations(page)).toEqual([]);
  });

  test('tries again with the same code where the sign-in page did not answer', async () => {
    const { page, signIn } = await signInDesk(browser);
    signIn.set({ isDown: true });
    await signInAt(page);
    await page.getByText('The sign-in page cannot be reached. Try again.').waitFor();
    signIn.set({ isDown: false });
    await page.getByRole('button', { name: 'Try again' }).click();
    await draftIn(page).waitFor();
  });

  test('stays open when somebody goes back through the sign-in that is over', async () => {
    const { page, signIn, origin } = await signInDesk(browser);
    signIn.set({ manner: 'asks' });
    await signInAt(page);
    await page.getByRole('link', { name: 'Let me in' }).click();
    await draftIn(page).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Let me in' }).click();
    await draftIn(page).waitFor();
    expect(page.url()).toBe(`${origin}/curate`);
    await page.goBack();
    await page.goBack();
    await draftIn(page).waitFor();
    expect(signIn.asked).toEqual(['authorization_code']);
  });

  test('loses nothing that is typed when the sign-in ends, and signs the decision with the account', async () => {
    const { page, signIn, ports } = await signInDesk(browser);
    await signInAt(page);
    await draftIn(page).click();
    await page.getByRole('button', { name: /^Edit/ }).click();
    await page.getByLabel('Title').fill('Proxy with NTLM asks for a password');
    signIn.endTokens();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your sign-in has ended.', { exact: true }).waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('Proxy with NTLM asks for a password');
    expect(await violations(page)).toEqual([]);
    expect((await ports.drafts.get('d1a2b3c4d5e6'))?.version).toBe(1);
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByText('Mira', { exact: true }).waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('Proxy with NTLM asks for a password');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Proxy with NTLM asks for a password' }).waitFor();
    expect((await ports.drafts.get('d1a2b3c4d5e6'))?.audit.at(-1)).toMatchObject({ who: 'Mira', note: 'title' });
  });

  test('renews a token once before it ends, goes on with it where that is not possible, and asks for a new sign-in when that is over', async () => {
    const { page, signIn } = await signInDesk(browser);
    const at = Date.now();
    await signInAt(page);
    await draftIn(page).waitFor();
    await page.clock.setSystemTime(at + 3_580_000);
    signIn.set({ isDown: true });
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Gaps' }).click();
    await page.getByText('No gaps').waitFor();
    expect(signIn.asked.splice(0)).toEqual(['authorization_code', 'refresh_token']);
    signIn.set({ isDown: false });
    await page.getByRole('link', { name: 'Conversations' }).click();
    await page.getByRole('link', { name: 'Workflows' }).click();
    await page.getByText('No workflows.').waitFor();
    expect(signIn.asked).toEqual(['refresh_token']);
    signIn.set({ mayRenew: false });
    await page.clock.setSystemTime(at + 2 * 3_600_000);
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Refreshes' }).click();
    await page.getByText('Your sign-in has ended.', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Sign in again' }).waitFor();
    expect(await page.getByRole('button', { name: 'Sign in', exact: true }).count()).toBe(0);
  });

  test('asks for a sign-in where the stored token ended while the tab was closed or reloaded', async () => {
    const { page, signIn } = await signInDesk(browser);
    await signInAt(page);
    await draftIn(page).waitFor();
    signIn.endTokens();
    await page.clock.setSystemTime(Date.now() + 2 * 3_600_000);
    await page.reload();
    await page.getByRole('heading', { name: 'This desk is locked' }).waitFor();
  });

  test('is locked again after signing out, here and at the sign-in page', async () => {
    const { page, signIn } = await signInDesk(browser);
    await signInAt(page);
    await draftIn(page).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'This desk is locked' }).waitFor();
    expect(signIn.asked.at(-1)).toBe('logout');
    expect(await storedIn(page)).toBe('{}');
    await page.goBack();
    await page.getByRole('heading', { name: 'This desk is locked' }).waitFor();
    expect(await draftIn(page).count()).toBe(0);
  });

  test('tells who is in no group what to ask for, and lets them sign out', async () => {
    const { page, signIn } = await signInDesk(browser);
    signIn.set({ person: { name: 'Noor', roles: [] } });
    await signInAt(page);
    await page.getByText('curating needs the group curator or operator; ask for it').first().waitFor();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  });
});
