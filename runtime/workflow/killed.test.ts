import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { parseConfig } from '#core/config.ts';
import { parseArticles } from '#core/domain/article-csv.ts';
import { openPlatform } from '#core/platform.ts';
import { approveDraft } from '../curation/review-draft.ts';
import { sampleDraft } from '../http/fixtures/test-app.ts';
import { startWorkflow } from './start-workflow.ts';

const TIMEOUT = { timeout: 10_000, interval: 30 };

test('killed twice, in its first step and while it publishes, it goes on and publishes once', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-workflow-'));
  const config = parseConfig({ brand: { name: 'Ferrywork', fallbackEmail: 'support@ferrywork.example' } }, folder);
  const ports = openPlatform({ config, environment: { platform: 'local', dataDir: folder, zendeskApiToken: undefined }, dataDir: folder });
  onTestFinished(() => {
    ports.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const journal = path.join(folder, 'journal');
  writeFileSync(journal, '');
  const lines = () => readFileSync(journal, 'utf8').split('\n').filter(Boolean);
  const startProcess = (hang = ''): ChildProcess => {
    const child = fork(path.join(import.meta.dirname, 'fixtures/workflow-process.ts'), [folder, journal, hang]);
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  };
  const killAt = async (child: ChildProcess, line: string) => {
    await vi.waitFor(() => expect(lines()).toContain(line), TIMEOUT);
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  await ports.drafts.put(sampleDraft());
  const parameters = { questions: ['Why does the gateway proxy ask for a password?'], external: [], waitHours: 24 };
  const { workflowId } = await startWorkflow({ topic: 'Password of the proxy', parameters }, ports);
  const status = async (wanted: string) =>
    vi.waitFor(async () => expect((await ports.workflows.get(workflowId))?.status).toBe(wanted), TIMEOUT);

  await killAt(startProcess('ask'), 'ask begins');
  const second = startProcess('publish');
  await status('WAITING_APPROVAL');
  const { draftId = '' } = (await ports.workflows.get(workflowId))!;
  await approveDraft(draftId, { who: 'mira' }, ports, 'http://localhost:8787/articles');
  await killAt(second, 'publish begins');
  startProcess();
  await status('COMPLETED');

  expect(lines().filter((line) => line === 'publish ends')).toHaveLength(1);
  const articles = parseArticles((await ports.files.readText('curated_articles.csv')) ?? '', 'curated_articles.csv');
  expect(articles.map(({ title }) => title)).toEqual(['Password of the proxy']);
  expect((await ports.drafts.list()).filter(({ workflow }) => workflow)).toHaveLength(1);
  const { timeline } = (await ports.workflows.get(workflowId))!;
  expect(new Set(timeline.map(({ step, status: done }) => `${step} ${done}`)).size).toBe(timeline.length);
});
