import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Article } from '#core/domain/article.ts';
import { formatArticles } from '#core/domain/article-csv.ts';
import { formatSidecar } from '#core/domain/sidecar.ts';
import { noProgress } from '#core/ports/progress.ts';
import { openPorts, someArticles } from '../fixtures/open-ports.ts';
import { ingest } from '../ingest.ts';
import { doctorCommand } from '../main.ts';
import { type DoctorInput, doctor } from './doctor.ts';
import type { Finding } from './finding.ts';
import { folderOnDisk } from './folder-on-disk.ts';

const home = mkdtempSync(path.join(tmpdir(), 'threadwell-doctor-'));
afterAll(() => rmSync(home, { recursive: true }));
let folders = 0;

/** What the doctor says of a folder with these files. */
async function examine(files: Record<string, string | Uint8Array>, input: DoctorInput = {}) {
  const folder = path.join(home, String(folders++));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return await doctor(input, { files: await folderOnDisk(folder), progress: noProgress });
}

const HEADER = 'title,url,body,tags\n';
const article = (rest: Partial<Article> = {}): Article => {
  const title = rest.title ?? 'Proxy';
  return { title, url: 'https://docs.example.com/a', body: `# ${title}\n\nSet it.`, tags: [], ...rest };
};
const body = (text: string) => article({ body: `# Proxy\n\n${text}` });
const short = ({ severity, row, column }: Finding) => [severity, row, column];

test('a sound base has no findings, with sidecars or without', async () => {
  const articles = formatArticles(someArticles());
  expect(await examine({ 'web_docs.csv': articles })).toEqual({ errors: 0, warnings: 0, rows: 50, findings: [] });
  const whole = {
    'web_docs.csv': articles,
    'web_docs.csv.metadata.json': formatSidecar('web_docs'),
    'curated_articles.csv': formatArticles([article({ title: 'Curated', url: 'https://help.example.com/a' })]),
    'curated_articles.csv.metadata.json': formatSidecar('curated_articles'),
  };
  expect(await examine(whole)).toEqual({ errors: 0, warnings: 0, rows: 51, findings: [] });
});

describe('an error', () => {
  const long = 'x'.repeat(60);
  test.each<[name: string, csv: string, row: number, column: string | null, problem: RegExp, fix: RegExp]>([
    ['a wrong header', 'title,link,body,tags\nA,b,c,d\n', 1, null, /header is `title,link,body,tags`/, /must be `title,url,body,tags`/],
    ['an empty file', '', 1, null, /header is ``/, /must be/],
    ['a missing field', `${HEADER}A,https://a.example/,# A\n`, 2, null, /3 fields instead of 4/, /quote fields/],
    ['a field too many', `${HEADER}A,https://a.example/,# A,x,y\n`, 2, null, /5 fields instead of 4/, /quote fields/],
    ['a stray quote', `${HEADER}A,https://a.example/,"# A" and,\n`, 2, null, /quoted field/i, /correct the row/],
    ['a quote without end', `${HEADER}A,https://a.example/,"# A,\n`, 2, null, /quoted field/i, /correct the row/],
    ['an empty url', `${HEADER}A,,# A,\n`, 2, 'url', /`url` is empty/, /correct or remove the row/],
    ['a url that is none', `${HEADER}A,docs/a,# A,\n`, 2, 'url', /not an absolute http/, /correct or remove the row/],
    ['a password in a url', `${HEADER}A,https://sara:pw@a.example/,# A,\n`, 2, 'url', /carries a user or password/, /take it out/],
    ['an empty title', `${HEADER},https://a.example/,# A,\n`, 2, 'title', /`title` is empty/, /correct or remove/],
    ['a title of two lines', `${HEADER}"A\nB",https://a.example/,"# A\nB",\n`, 2, 'title', /line break/, /correct or remove/],
    ['a title that is too long', formatArticles([article({ title: long.repeat(4) })]), 2, 'title', /over 200 bytes/, /correct or remove/],
    ['an empty body', `${HEADER}A,https://a.example/, ,\n`, 2, 'body', /`body` is empty/, /correct or remove/],
    ['a body without its heading', `${HEADER}A,https://a.example/,text,\n`, 2, 'body', /open with `# \{title\}`/, /correct or remove/],
    ['tags that are too long', formatArticles([article({ tags: [`a:${long.repeat(6)}`] })]), 2, 'tags', /over 300 bytes/, /correct/],
    [
      'more filterable bytes than a vector may carry',
      formatArticles([article({ url: `https://a.example/${long.repeat(17)}` })]),
      ...([2, 'url', /title, url and tags together reach 1000 bytes/, /correct/] as const),
    ],
    ['a body that no model reads', formatArticles([body('word '.repeat(9_000))]), 2, 'body', /11253 tokens/, /split it into sections/],
  ])('%s', async (_name, csv, row, column, problem, fix) => {
    const { errors, findings } = await examine({ 'web_docs.csv': csv });
    expect(errors).toBe(1);
    const [found] = findings.filter(({ severity }) => severity === 'error');
    expect(found).toMatchObject({ file: 'web_docs.csv', row, column });
    expect(found!.problem).toMatch(problem);
    expect(found!.fix).toMatch(fix);
  });

  test('every broken row is told, each at its record, whatever line breaks its cells have', async () => {
    const rows = [
      'A,https://a.example/1,"# A\n\nx",',
      'B,,"# B\n\n\ny",',
      'C,https://a.example/3,"# C\n\nz",',
      'D,ftp://a.example,no,',
      'E',
    ];
    const { errors, rows: read, findings } = await examine({ 'web_docs.csv': `${HEADER}${rows.join('\n')}\n` });
    expect({ errors, read }).toEqual({ errors: 4, read: 5 });
    expect(findings.map(short)).toEqual([
      ['error', 3, 'url'],
      ['error', 5, 'url'],
      ['error', 5, 'body'],
      ['error', 6, null],
    ]);
  });

  test('a url that repeats an earlier row', async () => {
    const twice = formatArticles([article(), article({ title: 'Queue' }), article({ title: 'Batch' })]);
    const { findings } = await examine({ 'web_docs.csv': twice });
    expect(findings.map(({ row, problem }) => `${row} ${problem}`)).toEqual([
      '3 `url` repeats row 2: https://docs.example.com/a',
      '4 `url` repeats row 2: https://docs.example.com/a',
    ]);
  });

  test('bytes that are no UTF-8, at their row and column', async () => {
    const latin = Buffer.from(`${HEADER}A,https://a.example/1,# A,\nB,https://a.example/2,# B Gr\xfc\xdfe,\n`, 'latin1');
    const { errors, findings } = await examine({ 'web_docs.csv': latin });
    expect(errors).toBe(1);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({ row: 3, column: 'body', problem: '`body` has bytes that are no UTF-8' }),
    ]);
  });

  test('a mistake in every row is counted whole and kept in part', async () => {
    const rows = Array.from({ length: 12_000 }, (_, n) => `A,https://a.example/${n},text,\n`).join('');
    const { errors, findings } = await examine({ 'web_docs.csv': HEADER + rows });
    expect(errors).toBe(12_000);
    expect(findings).toHaveLength(10_000);
  });

  test('no CSV at all, and no folder at all', async () => {
    await expect(examine({ 'notes.txt': 'x' })).rejects.toThrow(/neither web_docs\.csv nor curated_articles\.csv/);
    await expect(folderOnDisk(path.join(home, 'nowhere'))).rejects.toThrow(/there is no folder .*nowhere/);
  });
});

describe('a warning', () => {
  const key = ['AKIA', 'Q3EGZ7XN', 'PLW4RT2M'].join('');
  test.each<[name: string, article: Article, column: string, problem: RegExp]>([
    ['an e-mail address', body('Write to sara.lind@acme.com.'), 'body', /left over: email × 1/],
    ['a phone number', body('Call us at +49 170 1234567.'), 'body', /left over: phone × 1/],
    ['a key', body(`Use ${key} there.`), 'body', /left over: key × 1/],
    ['an IP address', body('It runs on 52.29.11.8 and 52.29.11.9.'), 'body', /left over: ip × 2/],
    ['a bank account', body('Pay to DE89 3704 0044 0532 0130 00 please.'), 'body', /left over: iban × 1/],
    ['an address in a title', article({ title: 'Mail of sara@acme.com' }), 'title', /left over: email × 1/],
    ['a long body', body('Some prose. '.repeat(250)), 'body', /about 753 tokens, more than 500/],
    ['nothing but a heading', body(''), 'body', /nothing but its heading/],
    ['tracking parameters', article({ url: 'https://docs.example.com/a?utm_source=x' }), 'url', /tracking/],
    ['white space in a url', article({ url: 'https://docs.example.com/a b' }), 'url', /white space/],
    ['much metadata', article({ url: `https://docs.example.com/${'x'.repeat(960)}` }), 'url', /would carry 1016 filterable bytes/],
    ['characters that were lost', body('Gr\uFFFDße'), 'body', /U\+FFFD/],
  ])('%s', async (_name, one, column, problem) => {
    const { errors, warnings, findings } = await examine({ 'web_docs.csv': formatArticles([one]) });
    expect({ errors, warnings }).toEqual({ errors: 0, warnings: column === 'title' ? 2 : 1 });
    expect(findings[0]).toMatchObject({ severity: 'warning', row: 2, column });
    expect(findings[0]!.problem).toMatch(problem);
    expect(JSON.stringify(findings)).not.toMatch(/lind|1234567|Q3EGZ|52\.29|3704/);
  });

  test('in an article from mail also an account number, a street and a host, of which docs have examples', async () => {
    const csv = formatArticles([body('Customer number 4711-0815, 12 Harbour Street, on mule-prod-03.corp.acme.internal.')]);
    expect((await examine({ 'web_docs.csv': csv })).findings).toEqual([]);
    const { findings } = await examine({ 'curated_articles.csv': csv });
    expect(findings.map(({ problem }) => problem.split(': ')[1])).toEqual(['account × 1', 'address × 1', 'host × 1']);
  });

  test('keys of every shape, wherever they stand', async () => {
    const keys = [
      key,
      ['gh', 'p_', 'A1b2C3d4E5f6G7h8I9j0'].join(''),
      ['xox', 'b-1a2B3c4D5e'].join(''),
      ['eyJ', 'hbGciOi.eyJzdWI.c2ln'].join(''),
    ];
    for (const one of keys)
      for (const text of [one, `Say ${one} to it`, `${'a '.repeat(7)}${one}`])
        expect((await examine({ 'web_docs.csv': formatArticles([body(text)]) })).warnings, text).toBe(1);
  });

  test.each([
    ['addresses and numbers for examples', 'Ask a@example.com, b@acme.example, 192.0.2.7, 10.0.0.8 or 127.0.0.1; call 555-0123.'],
    ['versions, digests and placeholders', `Version 4.7.0.1 of sha ${'0a'.repeat(20)}, \`api_key=YOUR_KEY\`, \`password=\${secret}\``],
    ['the own support address', 'Write to support@shop.test-brand.com or sales@test-brand.com.'],
    ['long code', `\`\`\`xml\n${'<a b="c"/>\n'.repeat(300)}\`\`\``],
  ])('is not made of %s', async (_name, text) => {
    expect((await examine({ 'web_docs.csv': formatArticles([body(text)]) }, { ownDomains: ['test-brand.com'] })).findings).toEqual([]);
  });

  const paragraph =
    'Open the settings, choose the proxy of the server, type host and port, save, and start the worker again before you send the first batch of events to it.';
  test('a body that says nearly the same as another, in either file', async () => {
    const docs = [article({ url: 'https://docs.example.com/a', body: `# Proxy\n\n${paragraph} ${paragraph.replace('worker', 'queue')}` })];
    const nearly = `# Gateway\n\n${paragraph} ${paragraph.replace('worker', 'queue')} Done.`;
    const other = `# Queue\n\n${paragraph.split(' ').toReversed().join(' ')}`;
    const curated = [
      article({ title: 'Gateway', url: 'https://help.example.com/g', body: nearly }),
      article({ title: 'Queue', url: 'https://help.example.com/q', body: other }),
    ];
    const { findings } = await examine({ 'web_docs.csv': formatArticles(docs), 'curated_articles.csv': formatArticles(curated) });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ severity: 'warning', file: 'curated_articles.csv', row: 2, column: 'body' });
    expect(findings[0]!.problem).toContain('the same as web_docs.csv row 2');
  });

  test('also in a script without spaces', async () => {
    const text = '設定画面を開いてプロキシのホストとポートを入力し、保存してからワーカーを再起動してください。';
    const rows = ['a', 'b'].map((name) => article({ url: `https://docs.example.com/${name}`, body: `# Proxy\n\n${text}${text}` }));
    expect((await examine({ 'web_docs.csv': formatArticles(rows) })).findings.map(short)).toEqual([['warning', 3, 'body']]);
  });

  test('a byte order mark', async () => {
    const { errors, findings } = await examine({ 'web_docs.csv': `\uFEFF${formatArticles(someArticles())}` });
    expect(errors).toBe(0);
    expect(findings).toEqual([expect.objectContaining({ severity: 'warning', row: 1, problem: 'the file begins with a byte order mark' })]);
  });

  test('a section that fell silent, the topmost of them', async () => {
    const pages = (folder: string) => Array.from({ length: 4 }, (_, n) => `https://docs.example.com/${folder}/page${n}#s`);
    const served = { web_docs: [...pages('guide/install'), ...pages('guide/run'), ...pages('api'), 'https://docs.example.com/api/one'] };
    const now = formatArticles([article({ url: 'https://docs.example.com/api/page0' })]);
    const { findings } = await examine({ 'web_docs.csv': now }, { served: { ...served, curated_articles: [] } });
    expect(findings.map(({ problem }) => problem)).toEqual([
      'none of the 8 articles that serve below https://docs.example.com/guide/ is left',
    ]);
  });
});

describe('a sidecar', () => {
  const right = JSON.parse(formatSidecar('web_docs'));
  const structure = right.documentStructureConfiguration.recordBasedStructureMetadata;
  const withRecords = (change: object) =>
    JSON.stringify({
      ...right,
      documentStructureConfiguration: {
        ...right.documentStructureConfiguration,
        recordBasedStructureMetadata: { ...structure, ...change },
      },
    });
  const fields = (...names: string[]) => names.map((fieldName) => ({ fieldName }));
  test.each([
    ['is no JSON', '{', [null]],
    ['is too large', JSON.stringify({ ...right, note: 'x'.repeat(11_000) }), [null]],
    [
      'is of another structure',
      JSON.stringify({ metadataAttributes: right.metadataAttributes }),
      ['documentStructureConfiguration.type', 'contentFields'],
    ],
    ['has two content fields', withRecords({ contentFields: fields('body', 'title') }), ['contentFields']],
    ['has no content field', withRecords({ contentFields: [] }), ['contentFields']],
    ['embeds another column', withRecords({ contentFields: fields('title') }), ['contentFields']],
    [
      'names a column that is none',
      withRecords({ metadataFieldsSpecification: { fieldsToInclude: fields('title', 'url', 'author') } }),
      ['metadataFieldsSpecification'],
    ],
    [
      'leaves the url out',
      withRecords({ metadataFieldsSpecification: { fieldsToInclude: fields('title', 'tags') } }),
      ['metadataFieldsSpecification'],
    ],
    [
      'excludes the title',
      withRecords({ metadataFieldsSpecification: { fieldsToExclude: fields('title', 'body') } }),
      ['metadataFieldsSpecification'],
    ],
    ['names another source', formatSidecar('curated_articles'), ['metadataAttributes.source']],
  ])('that %s is an error', async (_name, sidecar, columns) => {
    const { findings } = await examine({ 'web_docs.csv': formatArticles(someArticles()), 'web_docs.csv.metadata.json': sidecar });
    expect(findings.map(({ file, row, column }) => [file, row, column])).toEqual(
      columns.map((column) => ['web_docs.csv.metadata.json', null, column]),
    );
    for (const { severity, fix } of findings) expect([severity, fix.length > 0]).toEqual(['error', true]);
  });

  test('that says the same in other words is none', async () => {
    const included = { fieldsToInclude: fields('url', 'title', 'tags') };
    const files = {
      'web_docs.csv': formatArticles(someArticles()),
      'web_docs.csv.metadata.json': withRecords({ metadataFieldsSpecification: included }),
    };
    expect((await examine(files)).findings).toEqual([]);
  });
});

test('shards of an upload are checked too, and one that Bedrock would not read', async () => {
  const rows = formatArticles([article()]);
  const broken = { 'web_docs/00.csv': rows, 'web_docs/00.csv.metadata.json': '{}', 'web_docs/01.csv': rows.replace('# Proxy', 'Proxy') };
  const { findings } = await examine(broken);
  expect(new Set(findings.map(({ file }) => file))).toEqual(new Set(['web_docs/00.csv.metadata.json', 'web_docs/01.csv']));
  const row = `A,https://a.example/N,"# A\n${'long words '.repeat(2_500)}",\n`;
  async function* large() {
    yield Buffer.from(HEADER);
    for (let n = 0; n < 2_000; n++) yield Buffer.from(row.replace('N', String(n)));
  }
  const files = {
    async readChunks(name: string) {
      return name === 'web_docs/00.csv' ? large() : null;
    },
    readText: async () => null,
    async *list(prefix: string) {
      if (prefix === 'web_docs') yield { path: 'web_docs/00.csv', bytes: 0 };
    },
  };
  const report = await doctor({}, { files, progress: noProgress });
  expect(report).toMatchObject({ errors: 1, findings: [{ file: 'web_docs/00.csv', row: null }] });
  expect(report.findings[0]!.problem).toMatch(/the file has 55\d{6} bytes; Bedrock reads none over 52428800/);
});

test('of the data folder it also sees what serves and would fall silent', async () => {
  const base = openPorts();
  await base.write('web_docs', someArticles());
  await ingest({}, base.ports);
  const moved = someArticles().map((one) => ({ ...one, url: one.url.replace('docs.example.com/', 'docs.example.com/new/') }));
  await base.write('web_docs', [...moved, someArticles()[0]!]);
  const found = await doctorCommand({}, base.ports);
  expect(found).toMatchObject({ ok: true, report: { errors: 0 } });
  await base.write(
    'web_docs',
    moved.map((one) => ({ ...one, url: one.url.replace('docs.example.com', 'other.example.com') })),
  );
  const silent = await doctorCommand({}, base.ports);
  expect(silent.text).toContain('none of the 50 articles that serve below https://docs.example.com/ is left; look whether the crawl');
  base.close();
});
