import { expect, test } from 'vitest';
import { snippet } from './snippet.ts';

const article = `# Errors › FW-2002

The connector logs this code at start. It means nothing for running flows.

- The **TLS handshake** failed: [PKIX](https://example.com/pkix) path building failed.
- Set \`tls.truststore\` to the file with your CA.

| Property | Default |
| --- | --- |
| \`tls.minVersion\` | TLSv1.2 |

\`\`\`yaml
ferrywork:
  tls.truststore: /opt/certs.jks
\`\`\`
`;

test('shows the sentence that has the words of the question, without markup', () => {
  expect(snippet(article, 'tls handshake fails with PKIX', 90)).toBe('The TLS handshake failed: PKIX path building failed.');
});

test('finds a table row by the parts of an identifier', () => {
  expect(snippet(article, 'what is the min version?', 30)).toBe('tls.minVersion · TLSv1.2');
});

test.each([
  ['the log shows *PKIX path building failed*.', 'the log shows PKIX path building failed.'],
  ['an _old_ truststore, **`tls.truststore`** and ***both***', 'an old truststore, tls.truststore and both'],
  ['hosts such as *.example and *.test, 2 * 3 * 4, a snake_case_name', 'hosts such as *.example and *.test, 2 * 3 * 4, a snake_case_name'],
  ['call `_id_` or `*args, **kwargs`', 'call _id_ or *args, **kwargs'],
])('takes the marks from stressed words and from nothing else: %s', (line, shown) => {
  expect(snippet(`# T\n\n${line}`, 'truststore PKIX')).toBe(shown);
});

test('shows an escaped bar as a bar', () => {
  expect(snippet('# T\n\n| `proxy.nonProxyHosts` | Separated by `\\|`, as in Java |', 'separated', 80)).toBe(
    'proxy.nonProxyHosts · Separated by |, as in Java',
  );
});

test('opens with the first sentence when no word fits, and never shows the heading', () => {
  expect(snippet(article, 'zebra', 60)).toBe('The connector logs this code at start.');
});

test('adds what follows while there is room', () => {
  expect(snippet(article, 'PKIX', 120)).toBe(
    'The TLS handshake failed: PKIX path building failed. Set tls.truststore to the file with your CA. Property · Default',
  );
});

test('cuts a long line at a word and keeps the asked word in sight', () => {
  const long = `# T\n\n${'lorem ipsum '.repeat(40)}truststore ${'dolor sit '.repeat(40)}`;
  const cut = snippet(long, 'truststore', 100);
  expect(cut.length).toBeLessThanOrEqual(100);
  expect(cut).toMatch(/^….*\btruststore\b.*…$/);
});

test('an empty article gives an empty snippet', () => {
  expect(snippet('# Title', 'anything')).toBe('');
});

test.each([5, 20, 60])('never passes %i characters', (limit) => {
  expect(snippet(article, 'truststore', limit).length).toBeLessThanOrEqual(limit);
});

test('a hostile article is cut as quickly as any', () => {
  for (const text of ['[', '`', '-', '|', '](', ' ', '**', '> ', '*a', '_a ', '*a*'].map((piece) => piece.repeat(50_000)))
    expect(snippet(`# T\n\n${text}x`, 'x', 100).length).toBeLessThanOrEqual(100);
});
