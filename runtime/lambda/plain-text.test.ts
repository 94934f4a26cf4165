import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

const ANSWER = [
  '## Proxy',
  '',
  'Set `proxy.host` and **restart** [1]. See [the guide](https://docs.example/proxy) & more.',
  '',
  '- `proxy.port` is <optional>',
  '- use *both*',
  '',
  '```yaml',
  'proxy:',
  '  host: a_b*c',
  '```',
  '',
  '| Key | Meaning |',
  '| --- | --- |',
  '| `a` | first |',
].join('\n');

test('shown, an answer keeps marks, code and addresses', () => {
  expect(plainText(ANSWER, 'text')).toBe(
    [
      'Proxy',
      '',
      'Set proxy.host and restart [1]. See the guide (https://docs.example/proxy) & more.',
      '',
      '- proxy.port is <optional>',
      '- use both',
      '',
      'proxy:',
      '  host: a_b*c',
      '',
      'Key | Meaning',
      '',
      'a | first',
    ].join('\n'),
  );
});

test('spoken, it has no marks, no code, no addresses and no signs of SSML', () => {
  expect(plainText(ANSWER, 'speech')).toBe(
    'Proxy. Set proxy.host and restart. See the guide and more. proxy.port is optional. use both. I leave out some code here. Key, Meaning. a, first.',
  );
  expect(plainText('Open https://docs.example/a?b=1&c=2 <break time="99s"/>', 'speech')).toBe(
    'Open the address in the sources break time="99s"/.',
  );
});

test('names with underscores and stars of a product stay', () => {
  expect(plainText('Use `mule_runtime` and plugin_version, 2 * 3 * 4.', 'text')).toBe('Use mule_runtime and plugin_version, 2 * 3 * 4.');
});

test('a large text takes no time', () => {
  const hostile = `${'[a](b'.repeat(4_000)}${'*'.repeat(4_000)}\n${'|'.repeat(4_000)}\n${'`'.repeat(4_000)}`;
  expect(plainText(hostile, 'speech').length).toBeGreaterThan(0);
});
