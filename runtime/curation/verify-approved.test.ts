import { expect, test } from 'vitest';
import { formatArticles } from '#core/domain/article-csv.ts';
import { sectionDigests } from '#core/domain/verify-again.ts';
import { openDatabase } from '#core/local/database.ts';
import { localDrafts } from '#core/local/drafts.ts';
import { localDurableRuns } from '#core/local/durable-runs.ts';
import { localFiles } from '#core/local/files.ts';
import { randomIds } from '#core/local/system.ts';
import { localWorkflows } from '#core/local/workflows.ts';
import { temporaryFolder } from '../../tests/fixtures/threadwell.ts';
import { sampleDraft } from '../http/fixtures/test-app.ts';
import { parseDraftEdit } from './edit-draft.ts';
import { approveDraft, changeDraft, withdrawDraft } from './review-draft.ts';
import { verifyApproved } from './verify-approved.ts';

const base = 'https://help.example.com/articles';
const url = 'https://docs.example.com/proxy#auth';
const docs = (body: string, at = url) => [{ title: 'Proxy', url: at, body: `# Proxy\n\n${body}`, tags: [] }];
const by = { who: 'mira' };

/** An approved article that was checked against a docs section. */
async function served() {
  const folder = temporaryFolder();
  const database = openDatabase(folder);
  const clock = { now: () => new Date('2026-11-21T10:00:00.000Z') };
  const ports = {
    drafts: localDrafts(database),
    files: localFiles(folder),
    workflows: localWorkflows(database, clock),
    durableRuns: localDurableRuns(database, clock, randomIds),
    clock,
  };
  const write = (body: string, at?: string) => ports.files.write('web_docs.csv', formatArticles(docs(body, at)));
  await write('Set a user.');
  const checkedAgainst = [...sectionDigests(docs('Set a user.'))].map(([checked, digest]) => ({ url: checked, digest }));
  const { id } = sampleDraft();
  await ports.drafts.put(sampleDraft({ checkedAgainst }));
  await approveDraft(id, by, ports, base);
  const draft = async () => (await ports.drafts.get(id))!;
  const csv = async () => (await ports.files.readText('curated_articles.csv')) ?? '';
  return { ports, id, write, draft, csv };
}

test('docs that changed mark the article, which is served on, and the audit trail says why', async () => {
  const { ports, id, write, draft, csv } = await served();
  expect(await verifyApproved(ports)).toEqual({ marked: [] });
  await write('Set a user and a realm.');
  expect(await verifyApproved(ports)).toEqual({ marked: [id] });
  expect(await draft()).toMatchObject({ state: 'verify_again', toVerify: [{ url, was: 'changed' }] });
  expect((await draft()).audit.at(-1)).toMatchObject({ who: 'threadwell', what: 'verify_again', note: `docs: ${url} changed` });
  expect(await verifyApproved(ports)).toEqual({ marked: [] });
  expect(await csv()).toContain('Proxy asks for a password');
});

test('"still right" counts as checked against the docs as they are now, until they change again', async () => {
  const { ports, id, write, draft } = await served();
  await write('Set a user and a realm.');
  await verifyApproved(ports);
  await approveDraft(id, by, ports, base);
  expect(await draft()).not.toHaveProperty('toVerify');
  expect(await verifyApproved(ports)).toEqual({ marked: [] });
  await write('Set nothing.');
  expect(await verifyApproved(ports)).toEqual({ marked: [id] });
});

test('a section that is gone asks too, and is not asked about again', async () => {
  const { ports, id, write, draft } = await served();
  await write('Elsewhere.', 'https://docs.example.com/other');
  await verifyApproved(ports);
  expect(await draft()).toMatchObject({ toVerify: [{ url, was: 'gone' }] });
  await approveDraft(id, by, ports, base);
  expect((await draft()).checkedAgainst).toEqual([]);
});

test('an edit of what is to be verified reaches readers only with its approval, also under another title', async () => {
  const { ports, id, write, csv } = await served();
  await write('Set a user and a realm.');
  await verifyApproved(ports);
  await changeDraft(id, parseDraftEdit({ title: 'Gateway wants a password' }), by, ports);
  await verifyApproved(ports);
  await changeDraft(id, parseDraftEdit({ tags: ['topic:gateway'] }), by, ports);
  expect(await csv()).toContain('# Proxy asks');
  await approveDraft(id, by, ports, base);
  const rows = await csv();
  expect(rows).toContain('# Gateway wants');
  expect(rows).not.toContain('Proxy asks for');
});

test('a withdrawn one leaves', async () => {
  const { ports, id, write, csv } = await served();
  await write('Set nothing.');
  await verifyApproved(ports);
  await withdrawDraft(id, by, ports, base, 'not needed any more');
  expect(await csv()).toBe('title,url,body,tags\n');
});

test('docs that are not there or broken mark nothing, and it says so', async () => {
  const { ports } = await served();
  await ports.files.remove('web_docs.csv');
  expect(await verifyApproved(ports)).toEqual({ marked: [], unread: 'web_docs.csv is not there' });
  await ports.files.write('web_docs.csv', 'title,url,body,tags\nA,nowhere,# A,\n');
  expect(await verifyApproved(ports)).toEqual({ marked: [], unread: expect.stringContaining('web_docs.csv row 2') });
});
