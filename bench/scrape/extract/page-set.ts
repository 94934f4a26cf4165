import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { GENERATORS, writePage } from '../generators/write-page.ts';
import { htmlOutput } from './outputs.ts';
import { words } from './words.ts';

export type TestPage = {
  readonly name: string;
  readonly generator: string;
  readonly url: string;
  readonly html: string;
  readonly expected: string;
  /** Words that stand only in the page's hidden text. */
  readonly hiddenWords: ReadonlySet<string>;
};

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'pages');

/** Every page of the set: `NAME.html` written out in its generator's markup, and `NAME.expected.md` beside it. */
export function readPages(): readonly TestPage[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.html'))
    .sort()
    .map((file) => readPage(file.replace(/\.html$/, '')));
}

function readPage(name: string): TestPage {
  const generatorName = Object.keys(GENERATORS).find((known) => name.startsWith(`${known}-`));
  const generator = generatorName === undefined ? undefined : GENERATORS[generatorName];
  if (generatorName === undefined || !generator)
    throw new Error(`${name}.html begins with no known generator: ${Object.keys(GENERATORS).join(', ')}`);
  const content = readFileSync(join(FOLDER, `${name}.html`), 'utf8');
  const $ = load(content, null, false);
  const hidden = words($('x-hidden').text());
  $('x-hidden').remove();
  const visible = new Set(htmlOutput(writePage($.html(), generator)).words);
  return {
    name,
    generator: generatorName,
    url: `${generator.baseUrl}${name.slice(generatorName.length + 1)}/`,
    html: writePage(content, generator),
    expected: readFileSync(join(FOLDER, `${name}.expected.md`), 'utf8'),
    hiddenWords: new Set(hidden.filter((word) => !visible.has(word))),
  };
}
