import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sha256 } from '#core/domain/digest.ts';
import { EXTRACTOR_VERSION } from '../site.ts';
import { extractArticles } from './extract.ts';

const fixtures = path.join(import.meta.dirname, 'fixtures');

/**
 * Pages that a site did not change are not read again, so an upgrade that makes other articles of them must say so. This is what told us:
 * when it fails, raise EXTRACTOR_VERSION in site.ts, then `vitest -u`.
 */
test('other articles of the same pages have another extractor version', async () => {
  const pages = readdirSync(fixtures).filter((name) => name.endsWith('.html'));
  const articles = pages.map(
    (name) => extractArticles(readFileSync(path.join(fixtures, name), 'utf8'), `https://acme.example/${name}`).articles,
  );
  const made = `${EXTRACTOR_VERSION} ${sha256(JSON.stringify(articles))}\n`;
  await expect(made).toMatchFileSnapshot(path.join(fixtures, 'extractor-version.txt'));
});
