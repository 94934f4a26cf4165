import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

function bench(...args: string[]) {
  return spawnSync(process.execPath, [join(import.meta.dirname, 'run.ts'), ...args], { encoding: 'utf8' });
}

describe('npm run bench', () => {
  it.each([
    [['email'], 'there is no bench `email`; there is scrape'],
    [['scrape', 'speed'], 'bench `scrape` has no part `speed`; it has extract, throughput, scale'],
    [['scrape', '--pages', 'many'], '--pages many: give a whole number above 0'],
    [['scrape', '--fast'], "Unknown option '--fast'"],
  ])('tells wrong use %j in one line and exits 2', (args, message) => {
    const { status, stdout, stderr } = bench(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`bench: ${message}`);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('prints one JSON object with --json', () => {
    const { status, stdout } = bench('scrape', 'scale', '--pages', '10', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)['scrape scale']).toMatchObject({ pages: 10, rows: 40, expectedRows: 40 });
  });
});
