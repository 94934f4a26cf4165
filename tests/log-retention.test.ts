import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = 'terraform';
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tf') && !file.includes('.terraform'))
  .map((file) => ({ file, text: readFileSync(path.join(FOLDER, file), 'utf8') }));

/** Blocks of a kind, from their first line to the brace that closes them at its indentation. */
const blocksOf = (text: string, type: string) =>
  [...text.matchAll(new RegExp(`^resource "${type}" "\\w+" \\{\\n[\\s\\S]*?^\\}`, 'gm'))].map(([block]) => block);

test('each log ends, when the environment says', () => {
  const groups = files.flatMap(({ file, text }) => blocksOf(text, 'aws_cloudwatch_log_group').map((block) => ({ file, block })));
  expect(groups.length).toBeGreaterThan(7);
  expect(groups.filter(({ block }) => !/^ {2}retention_in_days = (?:var|each)\.\S+/m.test(block)).map(({ file }) => file)).toEqual([]);
});
