import { describe, expect, test } from 'vitest';
import type { Article } from '#core/domain/article.ts';
import { threadMs } from '../../../tests/fixtures/thread-time.ts';
import type { WrittenDraft } from '../write/write-draft.ts';
import { docsComparison } from './compare-docs.ts';

const article = (body: string, title = 'Exporter', url = 'https://docs.acme.example/page'): Article => ({
  title,
  url,
  body: `# ${title}\n\n${body}`,
  tags: [],
});
const draft = (step: string): WrittenDraft => ({
  id: 'd',
  title: 'The export stops',
  symptoms: [],
  question: { text: 'Why does the export stop?', evidence: [], supported: true },
  steps: [{ text: step, evidence: [], supported: true }],
  appliesTo: [],
  tags: [],
  threads: ['t'],
  messages: [],
});
const found = (docs: string, mail: string) => docsComparison([article(docs)])(draft(mail)).contradictions;

test('says which article holds nearly all that a draft says, and which are only close', () => {
  const steps =
    'The export writes to a temporary folder first, and E-1042 says that this folder is full. Set export.temp to a folder with at least 2 GB and restart the service.';
  const known = [
    article(
      'When the export stops with E-1042, the temporary folder that the export writes to is full: set `export.temp` to a folder that has 2 GB or at least what the largest export needs, and restart the exporter service.',
      'Export stops',
      'https://docs.acme.example/export#e-1042',
    ),
    article(
      'The export writes a temporary folder first. `export.temp` names this folder; the service needs a restart after a change.',
      'Folders of the export',
      'https://docs.acme.example/export#folders',
    ),
    ...['mail', 'queue', 'proxy', 'users'].map((name) =>
      article(`How the ${name} service is set up.`, name, `https://docs.acme.example/${name}`),
    ),
  ];
  const { similar } = docsComparison(known)(draft(steps));
  expect(similar.map(({ title, repeats }) => [title, repeats ?? false])).toEqual([
    ['Export stops', true],
    ['Folders of the export', false],
  ]);
});

describe('a contradiction is shown with both quotes', () => {
  test.each([
    ['The agent receives traces on port 8126.', 'The agent receives traces on port 8136.'],
    ['Open port 9443/tcp for the admin page of the exporter.', 'The admin page of the exporter needs port 9444/tcp.'],
    ['The default of `flush.interval` is 10 s.', 'The default flush interval is 30 s.'],
    ['`queue.capacity` defaults to 10000.', 'queue.capacity has 5000 by default.'],
    ['| Property | Default |\n| --- | --- |\n| `retry.max` | `5` |', 'The default of retry.max is 10.'],
    ['A tag of a metric has at most 200 characters.', 'A tag of a metric can have a maximum of 100 characters.'],
    ['The connector requires Java 17.', 'The connector needs Java 11.'],
    ['The Acme connector requires Java 11 or 17.', 'Note that the connector requires Java 8.'],
    ['The connector works with Mule 4.3 or later.', 'The connector works with Mule 4.4 or later.'],
    ['The exporter needs at least Node 20.', 'The exporter requires Node.js 18 or newer.'],
    ['Der Exporter benötigt Java 17.', 'Der Exporter benötigt Java 11.'],
    ['L’exporter nécessite PostgreSQL 14.', 'L’exporter exige PostgreSQL 12.'],
    ['PostgreSQL 14 or later is required. The exporter works with PostgreSQL 14+.', 'The exporter works with PostgreSQL 12 or newer.'],
    [
      'Compressed archives of the export are supported since version 4.2.',
      'Compressed archives of the export are supported since version 4.4.',
    ],
    ['The setting `export.compress` is available since 3.3.', 'The setting export.compress is available from 3.5.'],
    ['The legacy upload of reports was removed in 5.0.', 'The legacy upload of reports was removed in 4.8.'],
    ['The leak of file handles in the exporter was fixed in 4.6.3.', 'The leak of file handles in the exporter was fixed in 4.6.1.'],
    ['Run it once:\n\n```\nexporter reset --clear-cache\n```', '```\nexporter reset --cache\n```'],
    ['Use `exporter start --time-out 30` on slow disks.', '```\nexporter start --timeout 30\n```'],
    ['```\nexporter check --config /etc/exporter/main.conf\n```', '```\nexporter check --config /opt/exporter/main.conf\n```'],
    ['`export.temp` was renamed to `export.work.dir` in 3.0.', 'Set export.temp to a folder with 2 GB.'],
    ['Use `queue.size` instead of `queue.capacity`.', 'Raise queue.capacity to 20000 and restart.'],
    ['The option `--site` replaces `--region`.', 'Start it with --region eu and try again.'],
    ['`EXPORT_TMP` is deprecated and replaced by `EXPORT_WORK_DIR`.', 'Set EXPORT_TMP to a larger disk.'],
  ])('docs: %s – mail: %s', (docs, mail) => {
    const [only, ...more] = found(docs, mail);
    expect(more).toEqual([]);
    expect(only?.docsUrl).toBe('https://docs.acme.example/page');
    expect(docs).toContain(only?.docsQuote);
    expect(mail).toContain(only?.mailQuote);
  });
});

describe('what agrees, or is about something else, is no contradiction', () => {
  test.each([
    ['The agent receives traces on port 8126.', 'The agent receives traces on port 8126.'],
    ['The agent receives traces on port 8126.', 'Metrics of the application go to port 8125.'],
    ['Traces go to port 8126, and metrics to port 8125.', 'Metrics go to port 8125, and traces to port 8126.'],
    [
      'The firewall needs a rule for the intake on port 443.',
      'The firewall needs one rule for the intake on port 443 and one for DNS on port 53.',
    ],
    ['The default of `flush.interval` is 10 s.', 'The default flush interval is 10000 ms.'],
    ['The default of `flush.interval` is 10 s.', 'The default of retry.interval is 30 s.'],
    ['The default of `flush.interval` is 10 s.', 'Set flush.interval to 30 s.'],
    ['A tag of a metric has at most 200 characters.', 'The name of a dashboard has a maximum of 100 characters.'],
    ['The connector requires Java 17.', 'The connector requires Java 17.'],
    ['The connector requires Java 11 or 17.', 'The connector requires Java 17.'],
    ['The connector requires Java 17.', 'The connector requires JDK 17 or later.'],
    ['The Studio plug-in requires Java 17.', 'The importer of dashboards needs Java 11.'],
    ['The connector requires Java 17.', 'The connector requires Mule 4.6.'],
    ['With Mule 4.6, the connector requires Java 17.', 'With Mule 4.4, the connector requires Java 11.'],
    ['The connector works with Mule 4.3 or later.', 'Your server still runs Mule 4.4.0 on Java 8.'],
    ['The connector works with Mule 4.3.0 or later.', 'The connector works with Mule 4.3 or newer.'],
    ['The connector does not need Java 17 or later.', 'The connector needs Java 11.'],
    ['Compressed archives are supported since version 4.2.', 'Encrypted backups of the database are supported since version 4.4.'],
    ['The setting `export.compress` is available since 3.3.', 'The setting export.encrypt is available since 3.5.'],
    ['The leak of file handles was fixed in 4.6.3.', 'The crash at midnight was fixed in 4.6.1.'],
    ['The exporter is supported since 4.2.', 'We have used the exporter since 2019.'],
    ['```\nexporter reset --clear-cache\n```', '```\nexporter reset --clear-cache\n```'],
    ['```\nexporter start --verbose\n```', '```\nexporter start --debug\n```'],
    ['```\nexporter import --file first.csv\n```', '```\nexporter import --file second.csv\n```'],
    ['```\nexporter reset --clear-cache\nexporter reset --cache\n```', '```\nexporter reset --cache\n```'],
    ['```\nexporter start --no-cache\n```', '```\nexporter start --cache\n```'],
    ['```\nexporter check --config <your path>/main.conf\n```', '```\nexporter check --config /opt/main.conf\n```'],
    ['```\nls -l /var/log/exporter\n```', '```\nls -l /opt/log/exporter\n```'],
    ['`export.temp` was renamed to `export.work.dir` in 3.0.', 'Set export.work.dir (export.temp before 3.0) to a folder with 2 GB.'],
    ['Use `queue.size` instead of `queue.capacity`.', 'Raise queue.size to 20000 and restart.'],
    ['`exporter.yaml` was replaced by `server.yaml`.', 'Edit exporter.yaml and restart.'],
  ])('docs: %s – mail: %s', (docs, mail) => {
    expect(found(docs, mail)).toEqual([]);
  });
});

test('an article that already says so is named with its score, and one about something else is not', () => {
  const same = article(
    'The export stops with E-1042 when the folder for temporary files is full. Set export.temp to a folder with at least 2 GB.',
    'Export stops',
    'https://docs.acme.example/export#full',
  );
  const other = article(
    'The dashboard shows the last hundred imports with their colours.',
    'Dashboard',
    'https://docs.acme.example/dashboard',
  );
  const { similar } = docsComparison([other, same])(
    draft('Set export.temp to a folder with at least 2 GB, the folder for temporary files is full.'),
  );
  expect(similar.map(({ url }) => url)).toEqual(['https://docs.acme.example/export#full']);
  expect(similar[0]!.score).toBeGreaterThan(0.5);
});

describe('an article that was a draft itself', () => {
  const text = 'The admin page of the exporter listens on port 9443. The default of `export.keep` is 7.';
  const curated = (url: string): Article => ({ ...article(text, 'Admin page', url), tags: ['source:email'] });
  const again = {
    ...draft('The admin page of the exporter listens on port 9444. The default of export.keep is 7.'),
    id: 'abc123def4567890abcd',
  };

  test('is compared like the docs, but does not count as a section that may change under the draft', () => {
    const { similar, contradictions, checkedAgainst } = docsComparison([curated('https://help.acme.example/admin-page-fff999')])(again);
    expect(similar.map(({ url }) => url)).toEqual(['https://help.acme.example/admin-page-fff999']);
    expect(contradictions.map(({ mailQuote }) => mailQuote)).toEqual(['The admin page of the exporter listens on port 9444.']);
    expect(checkedAgainst).toEqual([]);
  });

  test('is not held against the draft that it was made of, whatever its title became', () => {
    for (const url of ['https://help.acme.example/admin-page-abc123', 'https://help.acme.example/another-title-abc123#:~:part=2'])
      expect(docsComparison([curated(url)])(again)).toEqual({ similar: [], contradictions: [], checkedAgainst: [] });
  });

  test('leaves a page of the docs in the comparison whose url happens to end like its own', () => {
    const page = article(text, 'Admin page', 'https://docs.acme.example/admin-abc123');
    expect(docsComparison([page])(again).contradictions).toHaveLength(1);
  });
});

test('a draft knows each section that it was checked against, whether it agrees, contradicts or only resembles', () => {
  const agrees = article('The admin page of the exporter listens on port 9443.', 'Ports', 'https://docs.acme.example/ports#admin');
  const differs = article('The default of `export.keep` is 7.', 'Retention', 'https://docs.acme.example/keep');
  const unrelated = article('Colours of the dashboard.', 'Dashboard', 'https://docs.acme.example/colours');
  const { checkedAgainst, contradictions } = docsComparison([agrees, differs, unrelated])(
    draft('The admin page of the exporter listens on port 9443. The default of export.keep is 14.'),
  );
  expect(contradictions).toHaveLength(1);
  expect(checkedAgainst.map(({ url }) => url)).toEqual(['https://docs.acme.example/keep', 'https://docs.acme.example/ports#admin']);
  for (const { digest } of checkedAgainst) expect(digest).toMatch(/^[0-9a-f]{64}$/);
});

test('a section over several rows is checked as a whole, under its own url', () => {
  const part = (n: number, body: string) => article(body, 'Ports', `https://docs.acme.example/ports${n > 1 ? `#:~:part=${n}` : ''}`);
  const rows = [part(1, 'The admin page of the exporter listens on port 9443.'), part(2, 'Nothing else is open.')];
  const check = (articles: readonly Article[]) =>
    docsComparison(articles)(draft('The admin page of the exporter listens on port 9443.')).checkedAgainst;
  expect(check(rows).map(({ url }) => url)).toEqual(['https://docs.acme.example/ports']);
  expect(check(rows.toReversed())).toEqual(check(rows));
  expect(check([rows[0]!, part(2, 'Port 1 is open too.')])).not.toEqual(check(rows));
});

test('ten thousand sections and a thousand drafts are compared in seconds', async () => {
  const docs = Array.from({ length: 10_000 }, (_, n) =>
    article(
      `Setting number ${n}: the default of \`part${n % 500}.value${n}\` is ${n}. Module ${n} requires Java 17. It listens on port ${1000 + (n % 5000)}.`,
      `Module ${n}`,
      `https://docs.acme.example/m${n}`,
    ),
  );
  const took = await threadMs(() => {
    const compare = docsComparison(docs);
    for (let n = 0; n < 1_000; n++) compare(draft(`The default of part${n % 500}.value${n} is ${n}. It listens on port ${1000 + n}.`));
  });
  expect(took).toBeLessThan(20_000);
});
