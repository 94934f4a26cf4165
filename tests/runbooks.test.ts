import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const RUNBOOKS = 'docs/runbooks.md';
/** What a person needs at night: that it rang, what to do, and when it is over. */
const PARTS = [/^\*\*(Rang|Told)\*\*/m, /\*\*(Do|do)\*\*/, /^\*\*Over\*\*/m];

const sections = readFileSync(RUNBOOKS, 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((section) => ({ name: section.slice(0, section.indexOf('\n')), text: section }));
const terraform = readdirSync('terraform', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tf'))
  .map((file) => readFileSync(path.join('terraform', file), 'utf8'))
  .join('\n');
const linksIn = (text: string, link: RegExp) => [...text.matchAll(link)].map((match) => match[1]!);

test('each runbook that Terraform names is a section, and each section is named', () => {
  const linked = [...new Set(linksIn(terraform, /docs\/runbooks\.md#([a-z0-9-]+)/g))];
  expect(linked.length).toBeGreaterThan(10);
  expect(sections.map(({ name }) => name).sort()).toEqual(linked.sort());
});

test('each section says what to do and when it is over, and leads to sections that are there', () => {
  const names = sections.map(({ name }) => name);
  for (const { name, text } of sections) {
    for (const part of PARTS) expect(text, `${name} lacks ${part}`).toMatch(part);
    for (const link of linksIn(text, /\]\(#([a-z0-9-]+)\)/g)) expect(names, `${name} leads to #${link}`).toContain(link);
  }
});

test('each query and graph that a runbook sends to is there', () => {
  const saved = linksIn(terraform, /^\s+"([a-z][^"]+)" = \{\n\s+logs /gm);
  const graphs = linksIn(terraform, /^\s+title\s+= "([^"]+)"$/gm);
  for (const { name, text } of sections) {
    for (const query of linksIn(text, /quer(?:y|ies) `([^`]+)`/gi)) expect(saved, `${name}: query ${query}`).toContain(query);
    for (const graph of linksIn(text, /graphs? "([^"]+)"|and "([^"]+)"/g)) {
      if (graph !== undefined)
        expect(
          graphs.some((title) => title.startsWith(graph)),
          `${name}: graph ${graph}`,
        ).toBe(true);
    }
  }
});
