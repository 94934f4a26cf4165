import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type AwsCall, isRelease, publishPlan, readHistory, releaseBefore, type SiteTarget, servePlan, signInPlan } from './site-plan.ts';

/**
 * `npm run site -- publish|back [RELEASE]|list --bucket NAME --distribution ID`: puts dist/site into the site's bucket, or an earlier build back.
 * With what `terraform output -json` wrote to FILE, a publish tells the desk where people sign in; without, that stays as it was.
 * It calls the AWS command line, which finds its credentials; with --plan it only says what it would call.
 */
const USE = 'use: npm run site -- publish|back [RELEASE]|list --bucket NAME --distribution ID [--outputs FILE] [--plan]';

class Told extends Error {}

function aws({ args, input }: AwsCall): string {
  const { status, stdout, stderr, error } = spawnSync('aws', args, { encoding: 'utf8', ...(input === undefined ? {} : { input }) });
  if (error) throw new Told(`the AWS command line cannot be run (${error.message}); install it`);
  if (status !== 0) throw new Told(`\`aws ${args.join(' ')}\` failed: ${stderr.trim()}`);
  return stdout;
}

function historyOf(target: SiteTarget): string[] {
  try {
    return aws(readHistory(target)).split('\n').filter(isRelease);
  } catch (error) {
    // A site that was never published has none; anything else, such as a refused call, must not pass for that.
    if (error instanceof Told && /\b404\b|NoSuchKey|Not Found/.test(error.message)) return [];
    throw error;
  }
}

function planOf(action: string, wanted: string | undefined, outputs: string | undefined, target: SiteTarget): AwsCall[] {
  const history = historyOf(target);
  if (action === 'publish') {
    const folder = path.resolve('dist/site');
    if (!existsSync(folder)) throw new Told('dist/site is not there; run `npm run build`');
    // Before the pages that read it.
    return [...signInOf(outputs, target), ...publishPlan(folder, wanted ?? newRelease(), history, target)];
  }
  const release = wanted ?? releaseBefore(history);
  if (!release) throw new Told('no build was served before this one; name one of `npm run site -- list`');
  if (!history.includes(release))
    throw new Told(`the release ${release} was never published; \`npm run site -- list\` names those that were`);
  return servePlan(release, history, target);
}

function signInOf(outputs: string | undefined, target: SiteTarget): AwsCall[] {
  if (outputs === undefined) return [];
  try {
    return [signInPlan(readFileSync(outputs, 'utf8'), target)];
  } catch (error) {
    throw new Told(`${outputs} cannot be used: ${(error as Error).message}`);
  }
}

/** Sorted by time, and found again in git. */
function newRelease(): string {
  const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { encoding: 'utf8' }).trim();
  return `${new Date().toISOString().slice(0, 19).replaceAll(':', '')}Z-${commit}`;
}

try {
  const { values, positionals } = parseArgs({
    options: { bucket: { type: 'string' }, distribution: { type: 'string' }, outputs: { type: 'string' }, plan: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [action = '', wanted, ...more] = positionals;
  const { bucket, distribution, outputs, plan } = values;
  if (
    !['publish', 'back', 'list'].includes(action) ||
    !bucket ||
    !distribution ||
    more.length ||
    (outputs !== undefined && action !== 'publish')
  )
    throw new Told(USE);
  if (wanted !== undefined && !isRelease(wanted)) throw new Told(`${wanted} is no release: letters, digits, dots and dashes`);
  const target = { bucket, distribution };
  if (action === 'list') process.stdout.write(`${historyOf(target).join('\n')}\n`);
  else {
    for (const call of planOf(action, wanted, outputs, target)) {
      process.stdout.write(`aws ${call.args.join(' ')}\n`);
      if (!plan) aws(call);
    }
  }
} catch (error) {
  const isUse = error instanceof Told || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS');
  if (!isUse) throw error;
  process.stderr.write(`threadwell: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
