import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkEvidence } from '#core/domain/evidence.ts';
import type { Workflow } from '#core/domain/workflow.ts';
import { launchBrowser } from '../../../tests/fixtures/browser.ts';
import { CURATOR_KEY, sampleDraft } from '../../http/fixtures/test-app.ts';
import { countUnpublished, type DraftSummary } from './desk-api.ts';
import { servedDesk } from './fixtures/desk.ts';

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const unsupported = sampleDraft({
  id: 'd2000000',
  title: 'Claims more than the mail',
  steps: [...sampleDraft().steps, { text: 'Reinstall everything.', evidence: [], supported: false }],
});
const contradicting = sampleDraft({
  id: 'd3000000',
  title: 'Disagrees with the docs',
  rewritten: { by: 'test-model', from: 'digest' },
  contradictions: [{ docsUrl: 'https://docs.example/flush', docsQuote: '| `flush.interval` | 10 s |', mailQuote: 'The default is 30 s.' }],
});

/** A desk with three drafts, opened by the address that `start` prints. */
async function openDesk(hash?: string, changes?: Parameters<typeof servedDesk>[2]) {
  const served = await servedDesk(browser, [sampleDraft(), unsupported, contradicting], changes);
  page = await served.open({}, hash);
  return served;
}
const approveButton = () => page.getByRole('button', { name: /^Approve a$/ });

describe('the desk', () => {
  test('exchanges the key and takes it out of the address', async () => {
    const { origin, refused } = await openDesk();
    await page.getByRole('button', { name: 'Proxy asks for a password' }).waitFor();
    expect(page.url()).toBe(`${origin}/curate`);
    expect(await page.getByRole('navigation', { name: 'Drafts by state' }).getByRole('button', { name: 'To review 3' }).isVisible()).toBe(
      true,
    );
    await page.reload();
    await page.getByRole('button', { name: 'Proxy asks for a password' }).waitFor();
    expect(refused).toEqual([]);
  });

  test('still opens when it is reloaded before the key was exchanged', async () => {
    const { origin } = await openDesk('');
    await page.goto('about:blank');
    await page.route('**/curate/key', () => {}, { times: 1 });
    const asked = page.waitForRequest('**/curate/key');
    await page.goto(`${origin}/curate#key=${CURATOR_KEY}`);
    await asked;
    await page.reload();
    await page.getByRole('button', { name: 'Proxy asks for a password' }).waitFor();
  });

  test('fits a narrow phone, with the longest words that a title has', async () => {
    const { ports } = await openDesk();
    const long = sampleDraft({ id: 'd4000000', title: 'UnsupportedClassVersionErrorAfterAnUpdate in production' });
    await ports.drafts.put(checkEvidence(long));
    await page.setViewportSize({ width: 320, height: 640 });
    await page.reload();
    const fits = () => page.evaluate('document.documentElement.scrollWidth <= innerWidth');
    await page.getByRole('button', { name: /UnsupportedClass/ }).waitFor();
    expect(await fits(), 'queue').toBe(true);
    await page.getByRole('button', { name: /UnsupportedClass/ }).click();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    expect(await fits(), 'draft').toBe(true);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Title' }).waitFor();
    expect(await fits(), 'edit form').toBe(true);
  });

  test('says how to open it without a key, and with a wrong one', async () => {
    await openDesk('');
    await page.getByRole('heading', { name: 'This desk is locked' }).waitFor();
    await page.goto(`${page.url()}#key=wrong`);
    await page.reload();
    await page.getByRole('heading', { name: 'This desk is locked' }).waitFor();
  });

  test('by keyboard alone opens a draft, shows its evidence, approves it, and goes on to the next', async () => {
    const { ports } = await openDesk();
    await page.getByRole('button', { name: 'Proxy asks for a password' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Proxy asks for a password' }).waitFor();
    expect(await page.locator('mark').textContent()).toBe('The gateway asks for a password.');
    await page.keyboard.press('j');
    await page.locator('mark', { hasText: 'Set proxy.host and proxy.port.' }).waitFor();
    await page.keyboard.press('a');
    await page.getByRole('heading', { level: 1, name: 'Claims more than the mail' }).waitFor();
    expect((await ports.drafts.get('d1a2b3c4d5e6'))?.state).toBe('approved');
    await page.getByText('1 approved article is not in the knowledge base yet.').waitFor();
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByText('Version 3 is served now.').waitFor();
  });

  test('says why a refresh was stopped, and that visitors still get what was served', async () => {
    const outcome = { status: 'failed', version: 2, reason: 'golden questions would be answered worse; nothing was promoted' };
    await openDesk(undefined, { refresh: { start: async () => outcome } });
    await page.getByRole('button', { name: 'Proxy asks for a password' }).click();
    await approveButton().click();
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page
      .getByText('Not published: golden questions would be answered worse; nothing was promoted. Version 2 is served on.')
      .waitFor();
    expect(await page.getByRole('button', { name: 'Publish now' }).isEnabled()).toBe(true);
  });

  test('marks what the mail does not support, and approves only after an edit', async () => {
    const { ports } = await openDesk();
    await page.getByRole('button', { name: 'Claims more than the mail' }).click();
    await page.getByText('1 sentence has no support in the mail').waitFor();
    expect(await page.getByRole('button', { name: 'Reinstall everything. ! not supported by the mail' }).isVisible()).toBe(true);
    expect(await approveButton().isDisabled()).toBe(true);
    await page.keyboard.press('e');
    await page.getByLabel('Title').fill('Claims what the mail says');
    await page.getByRole('button', { name: 'Remove step 3' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Claims what the mail says' }).waitFor();
    expect(await approveButton().isEnabled()).toBe(true);
    const stored = await ports.drafts.get('d2000000');
    expect(stored).toMatchObject({ version: 2, title: 'Claims what the mail says' });
    expect(stored?.steps).toEqual(sampleDraft().steps);
  });

  test('says with each letter what the mail supports, and offers the sentence that a new step can rest on', async () => {
    const { ports } = await openDesk();
    await page.getByRole('button', { name: 'Proxy asks for a password' }).click();
    await approveButton().waitFor();
    await page.keyboard.press('e');
    const step = page.getByLabel('Step 2', { exact: true });
    await page.getByText('As it stands, it can be approved.').waitFor();
    await step.fill('Then reinstall the gateway.');
    await page.getByText('approval waits: 1 sentence has no support in the mail').waitFor();
    expect(await step.getAttribute('aria-describedby')).toBe('support-Step-2');
    expect(await page.locator('#support-Step-2').textContent()).toBe('! not supported by the mail');
    await step.fill('Then restart the worker.');
    await page.getByText('As it stands, it can be approved.').waitFor();
    await page.getByRole('button', { name: 'Add a step' }).click();
    await page.getByLabel('Step 3', { exact: true }).fill('The gateway asks for a password');
    await page.getByText('The mail says “The gateway asks for a password.”').waitFor();
    await page.getByRole('button', { name: 'Use as its quote' }).click();
    await page.locator('mark', { hasText: 'The gateway asks for a password.' }).waitFor();
    await page.getByText('As it stands, it can be approved.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await approveButton().waitFor();
    const start = 'Set proxy.host and proxy.port. Then restart the worker. '.length;
    expect((await ports.drafts.get('d1a2b3c4d5e6'))?.steps[2]).toEqual({
      text: 'The gateway asks for a password',
      evidence: [{ messageId: 'm1', start, end: start + 'The gateway asks for a password.'.length }],
      supported: true,
    });
  });

  test('takes a decision on a contradiction', async () => {
    const { ports } = await openDesk();
    await page.getByRole('button', { name: 'Disagrees with the docs' }).click();
    await page.getByText('Reworded by test-model.').waitFor();
    // Not the row's bars and marks.
    await page.getByText('flush.interval · 10 s', { exact: true }).waitFor();
    await page.getByText('The default is 30 s.').waitFor();
    await page.getByLabel('The mail is right').click();
    await page.getByText('Decided').waitFor();
    expect((await ports.drafts.get('d3000000'))?.contradictions[0]?.decision).toBe('mail');
    expect(await approveButton().isEnabled()).toBe(true);
  });

  test('rejects with a reason', async () => {
    const { ports } = await openDesk();
    await page.getByRole('button', { name: 'Disagrees with the docs' }).click();
    await approveButton().waitFor();
    await page.keyboard.press('r');
    await page.getByLabel('Why?').fill('Outdated since 4.7');
    await page.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
    await page.getByText('“Disagrees with the docs”: rejected.').waitFor();
    expect((await ports.drafts.get('d3000000'))?.audit.at(-1)).toMatchObject({ what: 'rejected', note: 'Outdated since 4.7' });
  });

  test('never overwrites what somebody else changed meanwhile', async () => {
    const { ports } = await openDesk();
    await page.getByRole('button', { name: 'Proxy asks for a password' }).click();
    await approveButton().waitFor();
    await ports.drafts.put(sampleDraft({ version: 2, title: 'Changed meanwhile' }));
    await approveButton().click();
    await page.getByText('Somebody else changed this draft').waitFor();
    await page.getByRole('button', { name: 'Reload the draft' }).click();
    await page.getByRole('heading', { level: 1, name: 'Changed meanwhile' }).waitFor();
    expect((await ports.drafts.get('d1a2b3c4d5e6'))?.state).toBe('proposed');
  });

  test('keeps an edit that the server refused', async () => {
    await openDesk();
    await page.getByRole('button', { name: 'Proxy asks for a password' }).click();
    await approveButton().waitFor();
    await page.keyboard.press('e');
    await page.getByLabel('Tags').fill('no tag at all');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').getByText('must look like').waitFor();
    expect(await page.getByLabel('Tags').inputValue()).toBe('no tag at all');
  });

  test('turns its single-key shortcuts off and on', async () => {
    await openDesk();
    await page.getByRole('button', { name: 'Proxy asks for a password' }).waitFor();
    await page.keyboard.press('?');
    await page.getByLabel('Single-key shortcuts').uncheck();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('shows gaps and refreshes, and says so when there are none', async () => {
    const { ports } = await openDesk();
    await page.getByRole('link', { name: 'Gaps' }).click();
    await page.getByText('No gaps').waitFor();
    const gap = {
      question: 'Does it run on Mule 3?',
      why: 'unanswered',
      at: '2026-11-20T08:00:00.000Z',
      sessionId: 's',
      turnId: 't',
    } as const;
    await ports.gaps.add({ ...gap, id: 'g1', nearest: [{ title: 'Runtimes we test', url: 'https://docs.example/support/runtimes' }] });
    await page.reload();
    await page.getByText('Does it run on Mule 3?').waitFor();
    expect(await page.getByRole('link', { name: 'Runtimes we test' }).getAttribute('href')).toBe('https://docs.example/support/runtimes');
    await ports.gaps.close('g1', {
      at: '2026-11-21T08:00:00.000Z',
      version: 4,
      answer: 'Mule 4.4 or newer is needed. [1]',
      citations: [{ title: 'Runtimes', url: 'https://docs.example/articles/runtimes', source: 'curated_articles' }],
    });
    await page.reload();
    await page.getByText('No gaps').waitFor();
    await page.getByText('Answered since version 4').click();
    await page.getByText('Mule 4.4 or newer is needed. [1]').waitFor();
    expect(await page.getByRole('link', { name: 'Runtimes ↗', exact: true }).getAttribute('href')).toBe(
      'https://docs.example/articles/runtimes',
    );
    await page.getByRole('link', { name: 'Refreshes' }).click();
    await page.getByText('Nothing is served yet').waitFor();
  });

  test('shows workflows by their status, with timeline, draft and proof', async () => {
    const { ports } = await openDesk();
    await page.getByRole('link', { name: 'Workflows' }).click();
    await page.getByText('No workflows.').waitFor();
    const at = ports.clock.now().toISOString();
    const none = { answered: false, answer: '', citations: [] };
    const workflow: Workflow = {
      workflowId: 'wf-1',
      version: 1,
      topic: 'Proxy with NTLM',
      parameters: { questions: ['NTLM?'], external: [], waitHours: 24 },
      status: 'WAITING_APPROVAL',
      awaiting: 'approval',
      draftId: 'd1',
      timeline: [{ step: 'approval', status: 'waiting', at }],
      waits: [],
      createdAt: at,
      updatedAt: at,
    };
    await ports.workflows.put(workflow);
    const after = { answered: true, answer: 'Set proxy.auth. [1]', citations: [] };
    const proof = [{ question: 'Kerberos?', before: none, after }];
    await ports.workflows.put({ ...workflow, workflowId: 'wf-2', topic: 'Kerberos', status: 'COMPLETED', awaiting: null, proof });
    await page.reload();
    const waiting = page.getByRole('region', { name: /Waiting for your review/ });
    await waiting.getByText('Timeline').click();
    await waiting
      .getByRole('listitem')
      .filter({ hasText: /^Review waiting/ })
      .waitFor();
    expect(await waiting.getByRole('link', { name: 'Its draft' }).getAttribute('href')).toBe('#draft/d1');
    await page.getByText('Answered now: Kerberos?').click();
    await page.getByText('Before: not answered').waitFor();
    await page.getByText('Set proxy.auth. [1]').waitFor();
  });
});

test('counts what was approved after the newest promotion', () => {
  const draft = (state: DraftSummary['state'], changedAt: string | null) => ({ state, changedAt }) as DraftSummary;
  const drafts = [
    draft('approved', '2026-11-20T10:00:00.000Z'),
    draft('approved', '2026-11-20T12:00:00.000Z'),
    draft('proposed', '2026-11-20T12:00:00.000Z'),
    draft('approved', null),
    draft('withdrawn', '2026-11-20T12:00:00.000Z'),
  ];
  const promoted = { version: 1, articles: 3, contentHash: '', promotedAt: '2026-11-20T11:00:00.000Z' };
  expect(countUnpublished(drafts, [promoted])).toEqual({ approved: 1, withdrawn: 1 });
  expect(countUnpublished(drafts, [])).toEqual({ approved: 2, withdrawn: 0 });
});
