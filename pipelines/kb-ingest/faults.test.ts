import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Conflict, UpstreamFailed } from '#core/domain/errors.ts';
import type { IngestionJob, KnowledgeBase } from '#core/ports/knowledge-base.ts';
import { openPorts, someArticles } from './fixtures/open-ports.ts';
import { ingest } from './ingest.ts';
import type { IngestPorts } from './steps.ts';

let home: ReturnType<typeof openPorts>;
beforeEach(async () => {
  home = openPorts();
  await home.write('web_docs', someArticles());
  await ingest({}, home.ports);
  await home.write('web_docs', REFRESHED);
});
afterEach(() => home.close());

const FAST = { pollMs: 0, retryMs: 0 };
const REFRESHED = someArticles().with(3, { ...someArticles()[3]!, body: `${someArticles()[3]!.body}\n\nAnd one sentence more.` });

type Ended = Partial<Omit<IngestionJob, 'statistics'>> & { readonly statistics?: Partial<IngestionJob['statistics']> };
const withKnowledgeBase = (change: Partial<KnowledgeBase>): IngestPorts => ({
  ...home.ports,
  knowledgeBase: { ...home.knowledgeBase, ...change },
});
/** Every job ends like this. */
const jobsEnd = ({ statistics, ...rest }: Ended) =>
  withKnowledgeBase({
    async ingestion(jobId) {
      const job = await home.knowledgeBase.ingestion(jobId);
      return { ...job, ...rest, statistics: { ...job.statistics, ...statistics } };
    },
  });
/** So many starts find another job running. */
const busy = (times: number) => {
  let left = times;
  return withKnowledgeBase({
    async startIngestion(...args) {
      if (left-- > 0) throw new Conflict('another ingestion of the green side is running; wait until it ends');
      return await home.knowledgeBase.startIngestion(...args);
    },
  });
};
const golden = (...rows: string[]) => home.files.write('golden.csv', `question,url,tags\n${rows.join('\n')}\n`);

type Fault = { readonly fault: string; readonly arrange: () => IngestPorts | Promise<IngestPorts>; readonly reason: RegExp };
const FAULTS: readonly Fault[] = [
  {
    fault: 'a job that is COMPLETE with failed files',
    arrange: () =>
      jobsEnd({ statistics: { scanned: 16, failed: 2 }, failureReasons: ['Filterable metadata must have at most 2048 bytes'] }),
    reason: /reading web_docs into the green side: 2 of 16 files failed: Filterable metadata must have at most 2048 bytes; what served/,
  },
  {
    fault: 'a job that is COMPLETE and scanned nothing',
    arrange: () => jobsEnd({ statistics: { scanned: 0, indexed: 0 } }),
    reason: /reading web_docs into the green side: the job completed, but found no file/,
  },
  {
    fault: 'a job that is FAILED',
    arrange: () => jobsEnd({ status: 'FAILED', failureReasons: ['the role may not read the bucket'] }),
    reason: /job \d+ ended FAILED: the role may not read the bucket/,
  },
  { fault: 'a job that somebody stopped', arrange: () => jobsEnd({ status: 'STOPPED' }), reason: /job \d+ ended STOPPED; what served/ },
  {
    fault: 'a job that is stuck',
    arrange: () => jobsEnd({ status: 'IN_PROGRESS' }),
    reason: /job \d+ did not end within two hours; look at it there, stop it, and run ingest again/,
  },
  {
    fault: 'a second job that never makes room',
    arrange: () => busy(100),
    reason: /BedrockAgent\.ConflictException: another ingestion of the green side is running; wait until it ends/,
  },
  {
    fault: 'a knowledge base that cannot be reached',
    arrange: () => withKnowledgeBase({ retrieve: () => Promise.reject(new UpstreamFailed('the knowledge base does not answer')) }),
    reason: /the knowledge base does not answer/,
  },
  {
    fault: 'a canary that misses',
    arrange: () => withKnowledgeBase({ retrieve: async () => [] }),
    reason: /20 of 20 sampled articles are not found by their own title on the green side/,
  },
  {
    fault: 'a guard: rows lost',
    async arrange() {
      await home.write('web_docs', someArticles(20));
      return home.ports;
    },
    reason: /web_docs\.csv has 20 rows, 30 fewer than the 50 that serve \(60 %\).*--force/,
  },
  {
    fault: 'a guard: no rows',
    async arrange() {
      await home.write('web_docs', []);
      return home.ports;
    },
    reason: /web_docs\.csv has no rows/,
  },
  {
    fault: 'a guard: what the doctor calls an error',
    async arrange() {
      await home.files.write('web_docs.csv', `${await home.files.readText('web_docs.csv')}A,https://docs.example.com/z,no heading,\n`);
      return home.ports;
    },
    reason: /web_docs\.csv row 52: `body` does not open with `# \{title\}`.*--force/,
  },
  {
    fault: 'golden questions that find less: recall',
    async arrange() {
      await golden(...someArticles(10).map(({ title, url }) => `${title},${url},`));
      await home.write(
        'web_docs',
        REFRESHED.map((one, index) => (index < 2 ? { ...one, url: `${one.url}-moved` } : one)),
      );
      return home.ports;
    },
    reason: /worse: recall@5 from 100 % to 80 %.*lost: "The proxy on a server", "The proxy on a container"; nothing was promoted/,
  },
  {
    fault: 'golden questions that cite another article',
    async arrange() {
      const title = 'Which proxy on a server';
      await golden(`${title},https://docs.example.com/proxy#server,`);
      const body = `# ${title}\n\nWhich proxy on a server is which proxy on which server.`;
      await home.write('web_docs', [...REFRESHED, { title, url: 'https://docs.example.com/elsewhere', body, tags: [] }]);
      return home.ports;
    },
    reason: /worse: right citations from 100 % to 0 %/,
  },
  {
    fault: 'golden questions that must be refused and would be answered',
    async arrange() {
      await golden('How do I descale the kettle?,,');
      const body = '# Descale the kettle\n\nTo descale the kettle, boil vinegar in the kettle.';
      await home.write('web_docs', [...REFRESHED, { title: 'Descale the kettle', url: 'https://docs.example.com/kettle', body, tags: [] }]);
      return home.ports;
    },
    reason: /worse: right refusals from 100 % to 0 %.*lost: "How do I descale the kettle\?"/,
  },
  {
    fault: 'a golden file that is broken',
    async arrange() {
      await home.files.write('golden.csv', 'question,answer\n');
      return home.ports;
    },
    reason: /golden\.csv row 1: the header must be/,
  },
  {
    fault: 'another run that promotes first',
    arrange: () => ({ ...home.ports, serving: { ...home.serving, promote: () => Promise.reject(new Conflict('version 1 does')) } }),
    reason: /version 1 does/,
  },
];

describe.each(FAULTS)('$fault', ({ arrange, reason }) => {
  test('fails, says why, and what served goes on serving; mended, the next run promotes', async () => {
    const report = await ingest({}, await arrange(), FAST);
    expect(report).toMatchObject({ status: 'failed', version: 1 });
    expect(report.reason).toMatch(reason);
    expect(await home.serving.current()).toMatchObject({ version: 1, side: 'blue' });
    const [found] = await home.knowledgeBase.retrieve({ text: 'proxy on a server', limit: 1 });
    expect(found?.url).toBe('https://docs.example.com/proxy#server');
    const kept = Object.values(await home.stored('files/reports')).map((text) => JSON.parse(text!));
    expect(kept.at(-1)).toMatchObject({ status: 'failed', version: 1, reason: report.reason });

    await home.files.remove('golden.csv');
    await home.write('web_docs', REFRESHED);
    expect(await ingest({}, home.ports, FAST)).toMatchObject({ status: 'promoted', version: 2, changed: 1, unchanged: 49 });
  });
});

test('a second job that makes room in time is waited for', async () => {
  expect(await ingest({}, busy(3), FAST)).toMatchObject({ status: 'promoted', version: 2 });
});

test('what nobody expects is thrown as it was, reported, and what served goes on serving', async () => {
  const denied = Object.assign(new Error('Access Denied'), { name: 'AccessDenied' });
  const write: IngestPorts['files']['write'] = (path, content) =>
    path.startsWith('kb/') ? Promise.reject(denied) : home.files.write(path, content);
  await expect(ingest({}, { ...home.ports, files: { ...home.files, write } }, FAST)).rejects.toBe(denied);
  const kept = Object.values(await home.stored('files/reports')).map((text) => JSON.parse(text!));
  expect(kept.at(-1)).toMatchObject({ status: 'failed', version: 1, reason: 'Access Denied', changed: 1 });
  expect(await home.serving.current()).toMatchObject({ version: 1 });
});

test('a side that was promoted since the plan is not uploaded to', async () => {
  const written: string[] = [];
  let asked = 0;
  const current = async () => {
    const now = await home.serving.current();
    // Check sees version 1, upload the version that another run made meanwhile.
    return asked++ === 0 ? now : { ...now!, version: 2, side: 'green' as const };
  };
  const write: IngestPorts['files']['write'] = async (path, content) => {
    written.push(path);
    await home.files.write(path, content);
  };
  const report = await ingest({}, { ...home.ports, files: { ...home.files, write }, serving: { ...home.serving, current } }, FAST);
  expect(report.reason).toMatch(/another ingest promoted a version meanwhile; run ingest again/);
  expect(written.filter((path) => path.startsWith('kb/'))).toEqual([]);
});

test('while a refresh runs, what serves answers', async () => {
  const answers: string[] = [];
  const ports = withKnowledgeBase({
    async startIngestion(...args) {
      const [found] = await home.knowledgeBase.retrieve({ text: 'proxy on a server', limit: 1 });
      answers.push(found!.text);
      return await home.knowledgeBase.startIngestion(...args);
    },
  });
  await home.write(
    'web_docs',
    someArticles().map((one) => ({ ...one, body: `${one.body} New.` })),
  );
  expect(await ingest({}, ports, FAST)).toMatchObject({ status: 'promoted', changed: 50 });
  expect(answers).toHaveLength(2);
  for (const text of answers) expect(text).not.toContain('New.');
});
