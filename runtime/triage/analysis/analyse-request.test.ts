import { readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { analysisSettings } from '#core/domain/triage-settings.ts';
import { readByRules } from './by-rules.ts';
import { readRequest } from './read-request.ts';
const rows = Papa.parse<Record<string,string>>(readFileSync(path.join(import.meta.dirname, 'fixtures/requests.csv'), 'utf8'), { header: true }).data.filter((row) => row.text);
test('figures', () => {
  const settings = analysisSettings({ brand: { name: 'x' }, tickets: { fields: [] }, triage: { escalation: { terms: [], builtIn: true } } });
  for (const half of ['tuned', 'unseen']) {
    const part = rows.filter((row) => row.half === half);
    const ok: Record<string, number> = { language: 0, urgency: 0, sentiment: 0, category: 0, escalates: 0, missed: 0, falseAlarm: 0 };
    for (const row of part) {
      const read = readByRules(readRequest(row.text!), settings);
      const got: Record<string, string> = { ...read, escalates: read.escalation ? 'yes' : 'no' } as never;
      for (const key of ['language','urgency','sentiment','category','escalates']) {
        if (got[key] === row[key]) ok[key]!++;
        else if (half === process.env.SHOW) console.log(key, 'want', row[key], 'got', got[key], JSON.stringify(row.text!.slice(0, 160)));
      }
      if (row.escalates === 'yes' && !read.escalation) ok.missed!++;
      if (row.escalates === 'no' && read.escalation) ok.falseAlarm!++;
    }
    console.log(half, part.length, JSON.stringify(Object.fromEntries(Object.entries(ok).map(([k, n]) => [k, /missed|false/.test(k) ? n : `${n} ${(n / part.length).toFixed(3)}`]))));
  }
  expect(rows.length).toBeGreaterThan(120);
});
