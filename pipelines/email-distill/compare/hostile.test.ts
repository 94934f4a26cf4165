import { expect, test } from 'vitest';
import type { Article } from '#core/domain/article.ts';
import { threadMs } from '../../../tests/fixtures/thread-time.ts';
import type { WrittenDraft } from '../write/write-draft.ts';
import { docsComparison } from './compare-docs.ts';
import { mergeDrafts } from './merge-drafts.ts';

const SIZE = 100_000;
const fill = (part: string) => part.repeat(Math.ceil(SIZE / part.length));
const article = (body: string, n = 0): Article => ({ title: 'Page', url: `https://docs.acme.example/p${n}`, body, tags: [] });
const draft = (text: string, id = 'd'): WrittenDraft => ({
  id,
  title: 'The export stops',
  symptoms: [],
  question: { text: 'Why does the export stop?', evidence: [], supported: true },
  steps: [{ text, evidence: [], supported: true }],
  appliesTo: [],
  tags: [],
  threads: [id],
  messages: [],
});

/** Both sides are 100 KB of it: seconds would be more than linear. */
const MAX_MS = 3_000;

test.each([
  ['one word', fill('a')],
  ['spaces', fill(' ')],
  ['digits', fill('1')],
  ['dots', fill('a.')],
  ['dashes', fill('a-')],
  ['bars', `|${fill('a|')}`],
  ['a table of thousands of ports in a row', `|${fill('Port|')}\n|${fill('8126|')}\n|${fill('8127|')}`],
  ['a table of thousands of rows', `| Setting | Default |\n${fill('| `a.b` | 5 |\n')}`],
  ['ports in one line', fill('port 8126 ')],
  ['ports in sentences', fill('The page listens on port 8126. ')],
  ['defaults', fill('the default of a.b is 5, ')],
  ['defaults without an end', fill('default of ')],
  ['limits', fill('at most 5 ')],
  ['versions', fill('requires Java 11 or 17 or ')],
  ['negations', fill('Java 11 or later does not ')],
  ['renames', fill('`a.b` was renamed to `a.c`. ')],
  ['settings', `Use \`a.b\` instead of \`a.c\`.\n${fill('a.c.')}`],
  ['back-ticks', fill('`')],
  ['commands', `\`\`\`\n${fill('exporter start --clear-cache\n')}\`\`\``],
  ['a command of thousands of words', `\`\`\`\nexporter ${fill('--cache ')}\n\`\`\``],
  ['continued lines', `\`\`\`\n${fill('a \\\n')}\n\`\`\``],
])('100 KB of %s are compared at once', async (_, text) => {
  const took = await threadMs(() => {
    docsComparison([article(text)])(draft(text));
    mergeDrafts([draft(text), draft(text, 'e')]);
  });
  expect(took).toBeLessThan(MAX_MS);
});

test('thousands of claims and commands on both sides take seconds, and what is shown stays short', async () => {
  const claims = (by: number) =>
    Array.from({ length: 4_000 }, (_, n) => `The admin page ${n} of the exporter listens on port ${1_000 + n + by}.`).join('\n');
  const commands = (option: string) =>
    `\`\`\`\n${Array.from({ length: 4_000 }, (_, n) => `exporter start --${option}-${n} --verbose`).join('\n')}\n\`\`\``;
  const took = await threadMs(() => {
    const compare = docsComparison([article(claims(0)), article(commands('cache'), 1)]);
    const { contradictions, checkedAgainst } = compare(draft(`${claims(5_000)}\n${commands('clear-cache')}`));
    expect(contradictions.length).toBeLessThanOrEqual(5);
    expect(checkedAgainst.length).toBeLessThanOrEqual(20);
  });
  expect(took).toBeLessThan(10_000);
});
