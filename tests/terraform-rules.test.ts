import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = 'terraform';
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tf') && !file.includes('.terraform'))
  .map((file) => ({ file, text: readFileSync(path.join(FOLDER, file), 'utf8') }));
const overview = readFileSync('terraform/README.md', 'utf8');

/** Blocks of a kind, from their first line to the brace that closes them at its indentation. */
const blocksOf = (text: string, type: string) =>
  [...text.matchAll(new RegExp(`^resource "${type}" "\\w+" \\{\\n[\\s\\S]*?^\\}`, 'gm'))].map(([block]) => block);

test('each log ends', () => {
  const groups = files.flatMap(({ file, text }) => blocksOf(text, 'aws_cloudwatch_log_group').map((block) => ({ file, block })));
  expect(groups.length).toBeGreaterThan(7);
  expect(groups.filter(({ block }) => !/^ {2}retention_in_days = (?:var|each)\.\S+/m.test(block)).map(({ file }) => file)).toEqual([]);
});

test('each role that may do something to every resource is in the list of terraform/README.md, with its reason beside it', () => {
  const found = files.flatMap(({ file, text }) => {
    const lines = text.split('\n');
    return lines.flatMap((line, index) => {
      if (!/^\s*[Rr]esources?\s*= (?:\["\*"\]|"\*")/.test(line)) return [];
      const before = lines.slice(0, index).reverse();
      // Of an allowance only: a policy that denies is meant for everything, and in the policy of a key the key is the only resource.
      const statement = before.slice(
        0,
        before.findIndex((earlier) => /^\s*(?:statement|dynamic "statement"|\{|content) ?\{?$/.test(earlier)) + 1,
      );
      const sid = statement.map((earlier) => /\bsid\s*= "(\w+)"/i.exec(earlier)?.[1]).find(Boolean) ?? 'without a name';
      if (statement.some((earlier) => /effect\s*= "Deny"/i.test(earlier)) || statement.some((earlier) => earlier.includes('Principal')))
        return [];
      return [`${path.dirname(file)}: ${sid}`];
    });
  });
  const listed = [...overview.matchAll(/^\| `([\w/]+)` \| `(\w+)` \|/gm)].map(([, folder, sid]) => `${folder}: ${sid}`);
  expect(listed.length).toBeGreaterThan(3);
  expect([...new Set(found)].sort()).toEqual(listed.sort());
});
