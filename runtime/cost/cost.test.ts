import { expect, test } from 'vitest';
import type { Article } from '#core/domain/article.ts';
import { formatArticles } from '#core/domain/article-csv.ts';
import { localFiles } from '#core/local/files.ts';
import { temporaryFolder } from '#core/local/fixtures/temporary.ts';
import type { Corpus } from './corpus.ts';
import { type CostArguments, costCommand } from './cost-command.ts';
import { type CostInput, type Estimate, estimateCost } from './estimate.ts';
import { changedShare } from './knowledge-lines.ts';
import { PRICES } from './prices.ts';
import { refreshesPerMonth } from './refreshes.ts';

const corpus: Corpus = { rows: 1_000, tokens: 200_000, bodyBytes: 800_000, metadataBytes: 150_000, shards: 32, pages: 300 };
const models = { reader: { id: 'small', price: { input: 0.05, output: 0.2 } }, answer: { id: 'large', price: { input: 1, output: 5 } } };
const input: CostInput = { corpus, questionsPerMonth: 1_000, refreshesPerMonth: 30, models, dimensions: 1_024 };

const lineOf = ({ lines }: Estimate, service: string, what: string) => {
  const found = lines.filter((line) => line.service === service && line.what.startsWith(what));
  expect(found, `${service}: ${what}`).toHaveLength(1);
  return found[0]!;
};

test('each service of the stack has its line, and the sum is that of the monthly lines', () => {
  const { lines, monthly, once } = estimateCost(input);
  const services = new Set(lines.map(({ service }) => service));
  expect([...services].sort()).toEqual(
    [
      'API Gateway', 'Bedrock', 'CloudFront', 'CloudWatch', 'DynamoDB', 'ECR', 'EventBridge', 'Fargate', 'KMS', 'Lambda', 'S3', 'S3 Vectors',
      'SQS', 'Secrets Manager', 'Step Functions', 'WAF', 'X-Ray',
    ].sort(),
  ); // biome-ignore format: a list reads as a list
  for (const { quantity, price, usd } of lines) expect(usd).toBeCloseTo(quantity * price, 12);
  const sum = (when: string) => lines.filter((line) => line.when === when).reduce((total, { usd }) => total + usd, 0);
  expect(monthly).toBeCloseTo(sum('month'), 10);
  expect(once).toBeCloseTo(sum('once'), 10);
});

test('the whole base is embedded for both sides, once', () => {
  expect(lineOf(estimateCost(input), 'Bedrock', 'embed the whole base')).toMatchObject({ quantity: 0.4, usd: 0.008, when: 'once' });
});

test('a refresh embeds shards and not rows: a few changes reach a large part of a base, and never more than all of it', () => {
  expect(changedShare({ ...corpus, rows: 100, shards: 32 })).toBeCloseTo(1 - (31 / 32) ** 2, 10);
  expect(changedShare({ ...corpus, rows: 1_000, shards: 32 })).toBeGreaterThan(0.4);
  expect(changedShare({ ...corpus, rows: 1_000_000, shards: 32 })).toBeLessThanOrEqual(1);
  expect(changedShare({ ...corpus, rows: 1, shards: 1 })).toBe(1);
});

test('what questions cost grows with them, and what stands does not', () => {
  const some = estimateCost(input);
  const more = estimateCost({ ...input, questionsPerMonth: 10_000 });
  for (const [service, what] of [['DynamoDB', 'writes'], ['WAF', 'requests'], ['API Gateway', 'JSON calls']] as const) // biome-ignore format: pairs
    expect(lineOf(more, service, what).usd).toBeCloseTo(10 * lineOf(some, service, what).usd, 10);
  for (const [service, what] of [
    ['WAF', 'the firewall'],
    ['Secrets Manager', 'secrets'],
    ['CloudWatch', 'alarms'],
  ] as const)
    expect(lineOf(more, service, what).usd).toBe(lineOf(some, service, what).usd);
});

test('an answer costs its two calls: the reader’s price for reading, the writer’s for writing', () => {
  const { lines } = estimateCost({ ...input, refreshesPerMonth: 0, questionsPerMonth: 1_000_000 });
  const bedrock = Object.fromEntries(lines.map(({ what, usd }) => [what, usd]));
  expect(bedrock['read messages (small): in']).toBeCloseTo(547 * 0.05, 6);
  expect(bedrock['write answers (large): out']).toBeCloseTo(91 * 3 * 5, 6);
});

test('without a model none is paid, and nothing judges what is written', () => {
  const { lines } = estimateCost({ ...input, models: null });
  expect(lines.filter(({ service, what }) => service === 'Bedrock' && !what.startsWith('embed'))).toEqual([]);
});

test('nobody asks, and the stack costs what stands', () => {
  const { lines, monthly } = estimateCost({ ...input, questionsPerMonth: 0, refreshesPerMonth: 0 });
  expect(lineOf({ lines, monthly, once: 0 }, 'CloudWatch', 'metrics of our own').usd).toBe(0);
  expect(monthly).toBeGreaterThan(15);
  expect(monthly).toBeLessThan(40);
});

test.each([
  ['rate(1 day)', 30.4],
  ['rate(12 hours)', 60.8],
  ['rate(30 minutes)', 1459.2],
  ['cron(0 4 * * ? *)', 30.4],
])('%s is %d refreshes a month', (schedule, times) => {
  expect(refreshesPerMonth(schedule)).toBeCloseTo(times, 6);
});

test('each price has a page of AWS', () => {
  for (const { usd, page } of Object.values(PRICES)) {
    expect(usd).toBeGreaterThan(0);
    expect(page).toMatch(/^https:\/\/aws\.amazon\.com\/.+pricing/);
  }
});

const article = (url: string, body: string): Article => ({ title: 'A', url, body: `# A\n\n${body}`, tags: [] });
const args: CostArguments = { questionsPerMonth: 1_000, schedule: 'rate(1 day)', models: {} };

async function filesWith(sources: Readonly<Record<string, readonly Article[]>>) {
  const files = localFiles(temporaryFolder());
  for (const [name, articles] of Object.entries(sources)) await files.write(name, formatArticles(articles));
  return { files };
}

test('the corpus is counted from both CSVs: rows, tokens, pages and the shards they lie in', async () => {
  const ports = await filesWith({
    'web_docs.csv': [article('https://docs.example.com/a#1', 'x'.repeat(392)), article('https://docs.example.com/a#2', 'x'.repeat(392))],
    'curated_articles.csv': [article('https://help.example.com/articles/b', 'x'.repeat(392))],
  });
  const { report, text } = await costCommand(args, ports);
  expect(report).toMatchObject({
    corpus: { rows: 3, pages: 1 },
    region: 'us-east-1',
    monthly: expect.any(Number),
    lines: expect.any(Array),
  });
  const { tokens, shards } = (report as { corpus: Corpus }).corpus;
  expect(tokens).toBe(3 * Math.ceil(397 / 4));
  expect([2, 3]).toContain(shards);
  expect(text).toMatch(/^3 articles \(about \d+ tokens, \d shards, 1 pages\), 1000 questions and 30\.4 refreshes a month\n/);
  expect(text).toMatch(/\$\d+\.\d\d a month, and (?:< )?\$\d+\.\d\d once/);
  expect(text).toContain('free tiers and discounts are not counted');
});

test('no articles, and models without a price, are told with the next step', async () => {
  await expect(costCommand(args, await filesWith({}))).rejects.toThrow(/there are no articles.*threadwell start/);
  const ports = await filesWith({ 'web_docs.csv': [article('https://docs.example.com/a', 'x')] });
  await expect(costCommand({ ...args, models: { answer: 'acme.new-v1' } }, ports)).rejects.toThrow(/acme\.new-v1.*--model-price IN,OUT/);
  const { report } = await costCommand({ ...args, models: { answer: 'acme.new-v1' }, modelPrice: { input: 7, output: 9 } }, ports);
  expect((report as Estimate).lines.find(({ what }) => what === 'write answers (acme.new-v1): in')?.price).toBe(7);
});
