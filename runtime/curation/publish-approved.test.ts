import { expect, test } from 'vitest';
import { formatArticles, parseArticles } from '#core/domain/article-csv.ts';
import type { Draft } from '#core/domain/draft.ts';
import { openDatabase } from '#core/local/database.ts';
import { localDrafts } from '#core/local/drafts.ts';
import { localFiles } from '#core/local/files.ts';
import { temporaryFolder } from '../../tests/fixtures/threadwell.ts';
import { publishApproved } from './publish-approved.ts';

const base = 'https://help.example.com/articles';
const handWritten = { title: 'By hand', url: 'https://help.example.com/by-hand', body: '# By hand\n\nKept.', tags: [] };
const draft = (id: string, state: Draft['state']): Draft => ({
  id,
  version: 1,
  state,
  title: `Question ${id}`,
  symptoms: [],
  question: { text: 'What now?', evidence: [], supported: true },
  steps: [{ text: 'Restart it.', evidence: [], supported: true }],
  appliesTo: [],
  tags: ['source:email'],
  threads: [id],
  messages: [],
  similar: [],
  contradictions: [],
  audit: [],
});

function ports() {
  const folder = temporaryFolder();
  return { files: localFiles(folder), drafts: localDrafts(openDatabase(folder)) };
}

test('writes the approved drafts and keeps the rows that are not of ours', async () => {
  const { files, drafts } = ports();
  await files.write('curated_articles.csv', formatArticles([handWritten]));
  await drafts.put(draft('aaaaaa', 'approved'));
  await drafts.put(draft('bbbbbb', 'proposed'));
  expect(await publishApproved({ files, drafts }, base)).toBe(2);
  const urls = parseArticles((await files.readText('curated_articles.csv')) ?? '', 'x').map(({ url }) => url);
  expect(urls).toEqual([`${base}/question-aaaaaa-aaaaaa`, handWritten.url]);
});

test('an article whose draft is approved no more goes', async () => {
  const { files, drafts } = ports();
  await drafts.put(draft('aaaaaa', 'approved'));
  await publishApproved({ files, drafts }, base);
  await drafts.put({ ...draft('aaaaaa', 'withdrawn'), version: 2 });
  expect(await publishApproved({ files, drafts }, base)).toBe(0);
});

test('a broken row stops it and is left for a person to mend', async () => {
  const { files, drafts } = ports();
  const broken = 'title,url,body,tags\nA,nowhere,# A,\n';
  await files.write('curated_articles.csv', broken);
  await drafts.put(draft('aaaaaa', 'approved'));
  await expect(publishApproved({ files, drafts }, base)).rejects.toThrow('curated_articles.csv row 2');
  expect(await files.readText('curated_articles.csv')).toBe(broken);
});

test('says when a person last approved each article, and moves it on when nothing else changes', async () => {
  const { files, drafts } = ports();
  const approved = (at: string) => ({ at, who: 'curator', what: 'approved' }) as const;
  const times = async () => JSON.parse((await files.readText('curated_articles.crawled.json'))!);
  await drafts.put({ ...draft('aaaaaa', 'approved'), audit: [approved('2026-11-01T08:00:00.000Z')] });
  await publishApproved({ files, drafts }, base);
  expect(await times()).toEqual({ [`${base}/question-aaaaaa-aaaaaa`]: '2026-11-01T08:00:00.000Z' });
  const audit = [approved('2026-11-01T08:00:00.000Z'), approved('2026-11-20T08:00:00.000Z')];
  await drafts.put({ ...draft('aaaaaa', 'approved'), version: 2, audit });
  await publishApproved({ files, drafts }, base);
  expect(await times()).toEqual({ [`${base}/question-aaaaaa-aaaaaa`]: '2026-11-20T08:00:00.000Z' });
});
