import { expect, test } from 'vitest';
import { clusterQuestions } from './cluster-questions.ts';

const cluster = (questions: readonly string[]) => clusterQuestions(questions, (question) => question);

/** Wordings of one question each: what a support engineer would answer with one article. */
const SUBJECTS: readonly (readonly string[])[] = [
  [
    'Can I export metrics to Splunk?',
    'Is there an export of metrics into Splunk',
    'How do I export my metrics to Splunk?',
    'splunk metrics export',
  ],
  ['Does it support Kafka transport?', 'does it support the transport Kafka', 'Is Kafka supported as a transport?'],
  ['How do I rotate the API key without a restart?', 'rotate API key without restarting', 'can the API key be rotated with no restart'],
  ['What does HB-2003 mean?', 'HB-2003 queue full', 'error HB-2003, what to do?'],
  ['What does HB-2004 mean?', 'error HB-2004, what to do?'],
  ['Where can I download an older version?', 'download older version', 'I need to download an old version'],
  ['How much does the Enterprise edition cost?', 'Enterprise edition price and cost'],
  ['Is there a Terraform module for the dashboards?', 'terraform module dashboards', 'Do you have a Terraform module for dashboards?'],
  ['The dashboard stays empty after the upgrade', 'empty dashboard after upgrade to 4.6.3'],
  ['How do I mask card numbers in logs?', 'masking of card numbers in the logs', 'mask credit card numbers in log lines'],
  ['Does the agent run on ARM64?', 'ARM64 support of the agent', 'agent on arm64?'],
  ['Can I send logs through a proxy with NTLM?', 'proxy with NTLM for logs', 'NTLM proxy: can logs be sent through it?'],
];

test('puts wordings of one question together and keeps neighbours apart', () => {
  const all = SUBJECTS.flatMap((wordings, subject) => wordings.map((text) => ({ text, subject })));
  // In the order in which visitors of several subjects would ask.
  const mixed = all.toSorted((a, b) => (a.text.length % 7) - (b.text.length % 7) || (a.text < b.text ? -1 : 1));
  const clusters = clusterQuestions(mixed, ({ text }) => text);
  const pairs = (of: readonly (readonly { readonly text: string }[])[]) =>
    new Set(of.flatMap((group) => group.flatMap((a) => group.filter((b) => a.text < b.text).map((b) => `${a.text} | ${b.text}`))));
  const found = pairs(clusters);
  const wanted = pairs(SUBJECTS.map((wordings) => wordings.map((text) => ({ text }))));
  expect([...found].filter((pair) => !wanted.has(pair))).toEqual([]);
  expect([...wanted].filter((pair) => !found.has(pair)).length / wanted.size).toBeLessThan(0.1);
});

test('never puts different codes together, however alike the words around them', () => {
  expect(cluster(['What does error HB-2003 mean in production?', 'What does error HB-2004 mean in production?'])).toHaveLength(2);
});

test('keeps questions without a word of their own apart', () => {
  expect(cluster(['???', 'how?', '???'])).toEqual([['???', '???'], ['how?']]);
});

test('moves no earlier question when a further one comes', () => {
  const before = cluster(SUBJECTS.flat());
  const after = cluster([...SUBJECTS.flat(), 'kangaroo']);
  expect(after.slice(0, before.length)).toEqual(before);
});

test('loses none of two thousand different questions', () => {
  const many = Array.from({ length: 2_000 }, (_, index) => `How do I set option${index} of part${index % 50}?`);
  expect(cluster(many).flat()).toHaveLength(2_000);
});
