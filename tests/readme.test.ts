import { spawn } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ENVIRONMENT, finished, startThreadwell, temporaryFolder } from './fixtures/threadwell.ts';

const readme = readFileSync('README.md', 'utf8');
const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap(([, block]) => (block ?? '').split('\n'))
  .map((line) => line.replace(/\s+#.*$/, '').trim())
  .filter(Boolean);
const ours = commands.filter((command) => command.startsWith('./bin/threadwell '));
/** Needs somebody else's site and mailbox; tests/own-content.test.ts does it on content of its own. */
const OWN_CONTENT = /^\.\/bin\/threadwell (init --site|start --config)/;

/** The project's folder as it is fresh from the repository: without a configuration that somebody wrote there since. */
function freshFolder(): string {
  const folder = temporaryFolder();
  for (const name of ['bin', 'data']) symlinkSync(path.resolve(name), path.join(folder, name));
  return folder;
}

async function run(command: string, cwd: string, env: NodeJS.ProcessEnv) {
  const { code, stderr } = await finished(spawn('sh', ['-c', command], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }));
  return { status: code, stderr };
}

test('every command of the README is known here', () => {
  const others = commands.filter((command) => !ours.includes(command));
  // `make start` is what the end-to-end test runs, `make test` is what runs this.
  expect(others).toEqual(['make start']);
});

test('the commands of the README work, in their order, on the samples', async () => {
  const data = temporaryFolder();
  const started = await startThreadwell(data);
  const folder = freshFolder();
  const environment = { ...ENVIRONMENT, THREADWELL_DATA: data };
  const failures: string[] = [];
  for (const command of ours.filter((one) => !OWN_CONTENT.test(one))) {
    const { status, stderr } = await run(command, folder, environment);
    if (status !== 0) failures.push(`${command} → ${status}: ${stderr}`);
  }
  await started.stop();
  expect(failures).toEqual([]);
});

test('every file and folder that the README names is there', () => {
  const named = [...readme.matchAll(/\]\(([^)#]+)\)|`([\w./-]+\/)`/g)]
    .map(([, link, folder]) => link ?? folder!)
    .filter((name) => !/^https?:/.test(name));
  expect(named.filter((name) => !existsSync(name))).toEqual([]);
});
