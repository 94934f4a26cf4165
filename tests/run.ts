import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findBrowser } from './fixtures/browser.ts';

/**
 * Runs every test and ends with the line `N passed, N failed`. The browser is looked for first, since a missing one should be told before
 * minutes of tests: an installed Chromium, else playwright-core's own download, else one line that says what to install.
 */
function browserOrExit(): string {
  try {
    return findBrowser(process.env);
  } catch {
    process.stderr.write('no Chromium is installed; downloading the one that playwright-core knows\n');
    spawnSync('playwright-core', ['install', 'chromium'], { stdio: 'ignore', timeout: 300_000 });
  }
  try {
    return findBrowser(process.env);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}

const chromePath = browserOrExit();
const report = path.join('data', 'local', 'test-report.json');
rmSync(report, { force: true });
const vitest = path.join('node_modules', 'vitest', 'vitest.mjs');
const args = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)];
// A temporary folder of the run, for what a test file that was killed could not take away.
const temporary = mkdtempSync(path.join(tmpdir(), 'tests-'));
const { status, error } = spawnSync(process.execPath, args, {
  stdio: 'inherit',
  env: { ...process.env, TMPDIR: temporary, CHROME_PATH: chromePath, NODE_COMPILE_CACHE: path.resolve('node_modules/.cache/compile') },
});
// A file whose tests are all skipped leaves an empty one: it has no end that could take it away.
const left = readdirSync(temporary).filter((name) => name.startsWith('tw-') && readdirSync(path.join(temporary, name)).length > 0);
if (left.length) process.stderr.write(`${left.length} test files left their temporary folder; it is removed now\n`);
rmSync(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
if (error) throw error;

if (!existsSync(report)) {
  process.stderr.write('vitest wrote no report; its own messages above say why\n');
  process.exit(status || 1);
}
const result = JSON.parse(readFileSync(report, 'utf8')) as {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  success: boolean;
};
// A file that fails to load has no test of its own to count; it still is a failure.
const failed = result.numFailedTests || (status === 0 && result.success ? 0 : 1);
const skipped = result.numPendingTests ? `, ${result.numPendingTests} skipped` : '';
process.stdout.write(`${result.numPassedTests} passed, ${failed} failed${skipped}\n`);
process.exit(failed ? 1 : 0);
