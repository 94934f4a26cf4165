import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundleForBrowsers } from './browser-bundles.ts';

const brand = {
  name: 'Ferrywork',
  fallbackEmail: 'support@ferrywork.example',
  suggestions: [
    'How do I send logs through a proxy?',
    'FW-2002: PKIX path building failed. What now?',
    'Which Java version do I need for 4.7?',
  ],
};

test('the widget is one script that knows its brand, with dictionaries and the way to a person beside it', async () => {
  const { widget, curate } = await bundleForBrowsers(brand);
  expect([...widget.keys()].sort()).toEqual([
    'widget.js',
    'widget/de.js',
    'widget/es.js',
    'widget/fr.js',
    'widget/ja.js',
    'widget/person.js',
  ]);
  expect(widget.get('widget.js')).toContain('support@ferrywork.example');
  expect(widget.get('widget/de.js')).toContain('Ticket erstellen');
  expect(curate.length).toBeGreaterThan(1_000);
});

test('with the brand of the samples in it, the script still travels in twelve kilobytes', async () => {
  const { widget } = await bundleForBrowsers(brand);
  expect(gzipSync(widget.get('widget.js')!).length).toBeLessThanOrEqual(12_000);
});
