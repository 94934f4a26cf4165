import { expect, onTestFinished, test } from 'vitest';
import { parseConfig } from '#core/config.ts';
import { formatArticles } from '#core/domain/article-csv.ts';
import { temporaryFolder } from '#core/local/fixtures/temporary.ts';
import { openPlatform } from '#core/platform.ts';
import { describeRollback } from '#core/ports/rollback.contract.ts';
import { someArticles } from '../../pipelines/kb-ingest/fixtures/open-ports.ts';
import { localRefresh } from './local-refresh.ts';

function openLocal() {
  const dataDir = temporaryFolder();
  const config = parseConfig({ brand: { name: 'Ferrywork', fallbackEmail: 'support@ferrywork.example' } }, dataDir);
  const platform = openPlatform({ config, environment: { platform: 'local', dataDir, zendeskApiToken: undefined }, dataDir });
  onTestFinished(() => platform.close());
  const { refresh, rollback } = localRefresh(config, platform);
  const write = (count: number) => platform.files.write('web_docs.csv', formatArticles(someArticles(count)));
  return { refresh, rollback, write, serving: platform.serving };
}

/** Two versions, each on its side. */
async function twoVersions() {
  const local = openLocal();
  for (const count of [50, 49]) {
    await local.write(count);
    await local.refresh.start();
  }
  return local;
}

describeRollback('local', twoVersions);

test('of two refreshes at once there is one, and no rollback meanwhile', async () => {
  const { refresh, rollback, write, serving } = await twoVersions();
  await write(48);
  const both = [refresh.start(), refresh.start()];
  await expect(rollback.to(1, 'Mira')).rejects.toMatchObject({
    name: 'Conflict',
    message: expect.stringContaining('a refresh is running'),
  });
  expect((await Promise.all(both)).map(({ version }) => version)).toEqual([3, 3]);
  expect((await serving.current())?.version).toBe(3);
  expect(await rollback.to(2, 'Mira')).toEqual({ status: 'promoted', version: 4 });
});
