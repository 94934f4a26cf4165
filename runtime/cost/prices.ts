/** The day the list below was put together. */
export const PRICES_READ = '2026-11-30';
/** Where everything is priced: other regions cost up to a quarter more. */
export const PRICED_REGION = 'us-east-1';

/**
 * What one unit costs. `seen` says how it is known: `tables` was found equal in published price tables of others, `memory` is what we remember
 * and nobody has looked up. Neither was read from a bill: `page` is where AWS says what holds today.
 */
export type Price = {
  readonly usd: number;
  readonly unit: string;
  readonly seen: 'tables' | 'memory';
  readonly page: string;
};

const aws = (path: string) => `https://aws.amazon.com/${path}/`;
const tables = (usd: number, unit: string, path: string): Price => ({ usd, unit, seen: 'tables', page: aws(path) });
const memory = (usd: number, unit: string, path: string): Price => ({ usd, unit, seen: 'memory', page: aws(path) });

/** List prices on demand, free tiers and discounts left out. */
export const PRICES = {
  embedding: tables(0.02, 'million tokens', 'bedrock/pricing'),
  guardrailContent: tables(0.15, 'thousand text units', 'bedrock/pricing'),
  guardrailPersonal: tables(0.1, 'thousand text units', 'bedrock/pricing'),
  vectorStorage: tables(0.06, 'GB month', 's3/pricing'),
  vectorPut: tables(0.2, 'GB', 's3/pricing'),
  vectorQuery: tables(2.5, 'million calls', 's3/pricing'),
  vectorRead: memory(0.004, 'TB', 's3/pricing'),
  lambdaRequest: tables(0.2, 'million calls', 'lambda/pricing'),
  lambdaCompute: tables(13.3334, 'million GB seconds', 'lambda/pricing'),
  httpApi: memory(1, 'million calls', 'api-gateway/pricing'),
  edgeRequest: memory(1, 'million requests', 'cloudfront/pricing'),
  edgeTransfer: memory(0.085, 'GB', 'cloudfront/pricing'),
  firewallAcl: tables(5, 'firewall', 'waf/pricing'),
  firewallRule: tables(1, 'rule', 'waf/pricing'),
  firewallRequest: tables(0.6, 'million requests', 'waf/pricing'),
  tableWrite: tables(0.625, 'million units', 'dynamodb/pricing/on-demand'),
  tableRead: tables(0.125, 'million units', 'dynamodb/pricing/on-demand'),
  tableStorage: memory(0.25, 'GB month', 'dynamodb/pricing/on-demand'),
  tableBackup: memory(0.2, 'GB month', 'dynamodb/pricing/on-demand'),
  fileStorage: memory(0.023, 'GB month', 's3/pricing'),
  filePut: memory(5, 'million calls', 's3/pricing'),
  transition: tables(25, 'million transitions', 'step-functions/pricing'),
  schedule: memory(1, 'million calls', 'eventbridge/pricing'),
  taskProcessor: memory(0.03238, 'processor hour', 'fargate/pricing'),
  taskMemory: memory(0.00356, 'GB hour', 'fargate/pricing'),
  publicAddress: memory(0.005, 'hour', 'vpc/pricing'),
  imageStorage: memory(0.1, 'GB month', 'ecr/pricing'),
  logIngest: tables(0.5, 'GB', 'cloudwatch/pricing'),
  logStorage: memory(0.03, 'GB month', 'cloudwatch/pricing'),
  metric: tables(0.3, 'metric', 'cloudwatch/pricing'),
  alarm: tables(0.1, 'metric watched', 'cloudwatch/pricing'),
  dashboard: tables(3, 'dashboard', 'cloudwatch/pricing'),
  trace: memory(5, 'million traces', 'xray/pricing'),
  secret: memory(0.4, 'secret', 'secrets-manager/pricing'),
  key: memory(1, 'key', 'kms/pricing'),
  queueCall: memory(0.4, 'million calls', 'sqs/pricing'),
} as const satisfies Record<string, Price>;

/** Dollars for a million tokens, in and out. */
export type ModelPrice = { readonly input: number; readonly output: number };

/** On demand, as published tables agreed on 2026-11-20. Ids change more often than code: `--model-price` covers the others. */
const MODEL_PRICES: Readonly<Record<string, ModelPrice>> = {
  'us.amazon.nova-micro-v1:0': { input: 0.035, output: 0.14 },
  'us.amazon.nova-lite-v1:0': { input: 0.06, output: 0.24 },
  'us.amazon.nova-pro-v1:0': { input: 0.8, output: 3.2 },
  'us.amazon.nova-2-lite-v1:0': { input: 0.33, output: 2.75 },
  'global.amazon.nova-2-lite-v1:0': { input: 0.3, output: 2.5 },
  'us.anthropic.claude-haiku-4-5-20251001-v1:0': { input: 1, output: 5 },
  'global.anthropic.claude-haiku-4-5-20251001-v1:0': { input: 1, output: 5 },
  'eu.anthropic.claude-haiku-4-5-20251001-v1:0': { input: 1.1, output: 5.5 },
};
/** What is asked where the configuration names no model of Bedrock. */
export const DEFAULT_MODELS = { reader: 'us.amazon.nova-micro-v1:0', answer: 'us.amazon.nova-2-lite-v1:0' } as const;

/** The price of a model, null where it is not known. */
export function modelPrice(model: string): ModelPrice | null {
  return Object.hasOwn(MODEL_PRICES, model) ? MODEL_PRICES[model]! : null;
}

/** Models whose price is known, for a message. */
export const PRICED_MODELS: readonly string[] = Object.keys(MODEL_PRICES);
