import { expect, test } from 'vitest';
import { formatArticles, parseArticles } from '#core/domain/article-csv.ts';
import { sectionDigests } from '#core/domain/verify-again.ts';
import { openDatabase } from '#core/local/database.ts';
import { localDrafts } from '#core/local/drafts.ts';
import { localFiles } from '#core/local/files.ts';
import { temporaryFolder } from '../../tests/fixtures/threadwell.ts';
import { verifyApproved } from '../curation/verify-approved.ts';
import { sampleDraft } from '../http/fixtures/test-app.ts';
import { moveToOwnAddress } from './own-address.ts';

const [before, after] = ['http://localhost:8787', 'http://localhost:9000'];
const docs = [{ title: 'Proxy', url: `${before}/docs/proxy`, body: `# Proxy\n\nSee [logs](${before}/docs/logs).`, tags: [] }];
const [[url, digest]] = [...sectionDigests(docs)] as [[string, string]];
const linked = sampleDraft({
  id: 'linked',
  state: 'approved',
  similar: [
    { url, title: 'Proxy', score: 1 },
    { url: 'https://docs.example/other', title: 'Other', score: 1 },
  ],
  contradictions: [{ docsUrl: url, docsQuote: '10', mailQuote: '30' }],
  checkedAgainst: [{ url, digest }],
});

test('with another port, drafts point at the docs there, and no article has to be verified again for that', async () => {
  const folder = temporaryFolder();
  const ports = {
    files: localFiles(folder),
    drafts: localDrafts(openDatabase(folder)),
    clock: { now: () => new Date('2026-11-21T10:00:00Z') },
  };
  await ports.files.write('web_docs.csv', formatArticles(docs));
  await moveToOwnAddress(before, ports);
  for (const draft of [
    linked,
    sampleDraft({ id: 'elsewhere' }),
    sampleDraft({ ...linked, id: 'outdated', checkedAgainst: [{ url, digest: 'old' }] }),
  ])
    await ports.drafts.put(draft);

  await moveToOwnAddress(after, ports);
  expect(parseArticles((await ports.files.readText('web_docs.csv')) ?? '', 'x')[0]?.body).toContain(`${after}/docs/logs`);
  expect(await ports.drafts.get('linked')).toMatchObject({
    version: 2,
    similar: [{ url: `${after}/docs/proxy` }, { url: 'https://docs.example/other' }],
    contradictions: [{ docsUrl: `${after}/docs/proxy` }],
    audit: [{ who: 'threadwell', what: 'moved' }],
  });
  expect((await ports.drafts.get('elsewhere'))?.version).toBe(1);
  // What had changed before the move is still told.
  expect(await verifyApproved(ports)).toEqual({ marked: ['outdated'] });
  await moveToOwnAddress(after, ports);
  expect((await ports.drafts.get('linked'))?.version).toBe(2);
});
