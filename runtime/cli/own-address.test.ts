import { expect, test } from 'vitest';
import { formatArticles, parseArticles } from '#core/domain/article-csv.ts';
import { openDatabase } from '#core/local/database.ts';
import { localDrafts } from '#core/local/drafts.ts';
import { localFiles } from '#core/local/files.ts';
import { systemClock } from '#core/local/system.ts';
import { temporaryFolder } from '../../tests/fixtures/threadwell.ts';
import { moveToOwnAddress } from './own-address.ts';

const row = (url: string) => ({ title: 'A', url, body: `# A\n\nSee [b](${url}b).`, tags: [] });

test('articles move with the server, those of other sites stay', async () => {
  const folder = temporaryFolder();
  const files = localFiles(folder);
  const ports = { files, drafts: localDrafts(openDatabase(folder)), clock: systemClock };
  await moveToOwnAddress('http://localhost:8787', ports);
  await files.write('web_docs.csv', formatArticles([row('http://localhost:8787/docs/'), row('https://docs.example.com/')]));
  await moveToOwnAddress('http://localhost:9000', ports);
  const articles = parseArticles((await files.readText('web_docs.csv')) ?? '', 'web_docs.csv');
  expect(articles).toEqual([row('http://localhost:9000/docs/'), row('https://docs.example.com/')]);
});
