import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { isEmailAddress } from '#core/domain/ticket.ts';
import { InvalidInput } from './domain/errors.ts';

const url = z.string().refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), 'must be an absolute http(s) address');
const tag = z.string().regex(/^[a-z]+:[^;\s][^;]*$/, 'must look like `product:connector`');

const domain = z.string().regex(/^[^\s@/:]+$/, 'must be a domain such as `example.com`');
const email = z.string().refine(isEmailAddress, 'must be an e-mail address');

/** What is sent or trusted there must not be read or changed on the way: over the network only encrypted. */
const safeUrl = url.refine(isEncryptedOrLoopback, 'must begin with https://, or be on this machine');
const model = z.string().min(1).max(200);
const modelService = z.discriminatedUnion('provider', [
  z.strictObject({
    provider: z.literal('bedrock'),
    model: model.describe('Model id or inference profile, such as `us.amazon.nova-lite-v1:0`.'),
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as `eu-west-1`')
      .optional()
      .describe('Left out: what AWS_REGION or the AWS profile says.'),
  }),
  z.strictObject({
    provider: z.literal('openai'),
    model: model.describe('Model name as the server knows it.'),
    baseUrl: safeUrl.describe('Up to `/chat/completions`, such as `http://127.0.0.1:11434/v1`. A key goes into MODEL_API_KEY.'),
  }),
]);

const tokenPrice = z.strictObject({ input: z.number().min(0), output: z.number().min(0) });

const converse = z.strictObject({
  answer: modelService.describe('Writes the answers, from passages; it has no tools.'),
  reader: modelService.optional().describe('Reads what a message wants; a small one will do. Left out: as `answer`.'),
  ticket: modelService.optional().describe('Words tickets before they are offered. Left out: as `answer`.'),
  guardrail: z
    .strictObject({ id: z.string().min(1), version: z.string().regex(/^\d+$/, 'must be a number; DRAFT may change under you') })
    .optional()
    .describe('A Bedrock guardrail that judges what was written outside.'),
  answerTokens: z.int().min(100).max(8_000).default(1_000).describe('The longest answer.'),
  passageTokens: z.int().min(500).max(50_000).default(4_000).describe('The most of the knowledge base that one answer is written from.'),
  prices: z
    .strictObject({
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/, 'must be a currency such as `USD`')
        .default('USD'),
      answer: tokenPrice,
      reader: tokenPrice.optional().describe('Left out: as `answer`.'),
      ticket: tokenPrice.optional().describe('Left out: as `answer`.'),
    })
    .optional()
    .describe(
      'What a million tokens of each model cost. The desk estimates with them what conversations cost. Left out: it counts tokens.',
    ),
  sessionTokensPerDay: z.int().min(5_000).default(300_000).describe('What one session may cost in a day, over all models.'),
});

const site = z.strictObject({
  start: z.array(url).min(1).describe('Where the crawl begins. Pages below the same folder are followed unless `include` says otherwise.'),
  include: z.array(z.string()).default([]).describe('Globs of addresses to read, such as `https://docs.example.com/guide/**`.'),
  exclude: z.array(z.string()).default([]).describe('Globs of addresses to leave out.'),
  content: z.string().optional().describe('CSS selector of the main content, where it is not found by itself.'),
  remove: z.array(z.string()).default([]).describe('CSS selectors of further things to remove from the content.'),
  maxPages: z.int().min(1).max(100_000).default(5_000),
  maxDepth: z.int().min(0).max(100).default(20).describe('Links away from a start page.'),
  allVersions: z.boolean().default(false).describe('Keep older versions of a page beside the newest one.'),
  allowPrivate: z.boolean().default(false).describe('Allow the host and port of `start` to be a private or loopback address.'),
  render: z.boolean().default(false).describe('Run the scripts of pages that have no text without them, in an installed Chromium.'),
  tags: z.array(tag).default([]).describe('Tags for each article of the site.'),
});

const zendeskId = z.int().positive();
const ticketField = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  question: z.string().min(1).describe('What the assistant asks the visitor.'),
  required: z.boolean().default(false),
  zendeskFieldId: zendeskId.optional().describe('Zendesk custom field; without one the value goes to the description.'),
  pattern: z.string().refine(isRegex, 'is not a valid regular expression').optional(),
});

const triageTerms = z
  .array(
    z
      .string()
      .max(80)
      .regex(/[\p{L}\p{N}]/u, 'must hold a word'),
  )
  .max(200)
  .describe('Words and phrases, in any language. The words of a phrase may have up to three others between them.');

const triageCategory = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must look like `data_loss`'),
  terms: triageTerms,
  fallback: z.boolean().default(false).describe('Taken only where no other category fits.'),
});

const triage = z.strictObject({
  categories: z
    .array(triageCategory)
    .min(1)
    .max(50)
    .refine(hasDistinctNames, 'must have names that differ')
    .optional()
    .describe('What requests are sorted into, `other` besides. Of two that fit as well the first. Left out: those of software support.'),
  escalation: z
    .strictObject({
      terms: triageTerms.default([]).describe('Further words and phrases that call a person at once, such as the name of a key customer.'),
      builtIn: z
        .boolean()
        .default(true)
        .describe('Whether urgent requests, outages, lost data, security, legal steps and the wish for a manager call a person.'),
    })
    .prefault({}),
  model: modelService
    .optional()
    .describe('A model that reads requests; it sees masked text only. Left out: rules read them, the same words always in the same way.'),
  zendesk: z
    .strictObject({
      categoryFieldId: zendeskId.optional().describe('The custom field that takes the category.'),
      productFieldId: zendeskId.optional().describe('The custom field that takes the product.'),
      languageFieldId: zendeskId.optional().describe('The custom field that takes the language.'),
      escalationGroupId: zendeskId.optional().describe('The group of tickets that a person must look at at once.'),
    })
    .prefault({})
    .describe('Ids of the desk. What is left out is told by tags and in the note only.'),
});

const schema = z.strictObject({
  $schema: z.string().optional(),
  brand: z.strictObject({
    name: z.string().min(1).max(60),
    fallbackEmail: email.describe('Where visitors write when all else fails.'),
    suggestions: z.array(z.string().max(120)).max(5).default([]).describe('Questions that the chat offers to begin with.'),
  }),
  sites: z.array(site).default([]),
  mail: z
    .strictObject({
      mailboxes: z.array(z.string()).default([]).describe('Folders of .eml files, .eml or .mbox files, relative to this file.'),
      supportDomains: z.array(domain).default([]).describe('Mail from these domains is written by support.'),
      supportAddresses: z.array(email).default([]).describe('So is mail from these addresses.'),
      tags: z.array(tag).default([]).describe('Tags for each curated article.'),
      rewrite: modelService
        .optional()
        .describe('A model that smooths the wording of drafts; it sees masked text only. Left out: drafts keep the words of the mail.'),
    })
    .prefault({}),
  articlesBaseUrl: url.default('http://localhost:8787/articles').describe('Where curated articles are served: `{articlesBaseUrl}/{slug}`.'),
  tickets: z
    .strictObject({
      fields: z.array(ticketField).max(10).refine(hasDistinctNames, 'must have names that differ').default([]),
      zendesk: z
        .strictObject({
          baseUrl: url.describe('`https://SUBDOMAIN.zendesk.com`. Left out: the stand-in desk of the local server.'),
          email,
        })
        .optional(),
    })
    .prefault({}),
  triage: triage.prefault({}).describe('How support requests are read before a person sees them.'),
  assistant: z
    .strictObject({
      name: z.enum(['embedded', 'converse', 'bedrock-agent']).default('embedded'),
      converse: converse.optional().describe('The models of the converse assistant.'),
      /** Below this confidence the assistant says that it does not know. Each knowledge base has its own scale, see Passage.confidence. */
      minConfidence: z.number().min(0).max(1).optional().describe('Passages below this confidence (0 to 1) are not answered from.'),
    })
    .prefault({}),
  identity: z
    .strictObject({
      issuer: z.string().min(1).max(500).describe('The `iss` of its tokens, exactly.'),
      audience: z.string().min(1).max(500).describe('The `aud` that its tokens for this chat carry.'),
      jwksUrl: safeUrl.describe('Where it publishes its keys: `https://login.example.com/.well-known/jwks.json`.'),
    })
    .optional()
    .describe('Whose signed-in customers `POST /session` knows by a JWT. Left out: all visitors are anonymous.'),
  data: z.string().default('data/local').describe('The folder of everything generated, relative to this file.'),
  embeddings: z
    .strictObject({
      baseUrl: url.describe('An endpoint that speaks OpenAI’s `POST /embeddings`, with its version: `http://localhost:11434/v1`.'),
      model: z.string().min(1),
      dimensions: z.int().min(16).max(4_096).optional().describe('Numbers in a vector, where the model lets one choose.'),
    })
    .optional()
    .describe('Ranks by meaning beside the words. Articles and masked questions are sent there; EMBEDDINGS_API_KEY is its key.'),
  synonyms: z.string().optional().describe('A text file with a line of words that mean the same, separated by commas.'),
  origins: z.array(url).default([]).describe('Web origins whose pages may carry the chat, besides the server’s own.'),
  pages: z.string().optional().describe('A folder of static pages that the local server shows at `/`, relative to this file.'),
  golden: z.string().optional().describe('A CSV of golden questions that no refresh may answer worse than before, relative to this file.'),
  schedule: z.string().default('rate(1 day)').describe('When the refresh runs on AWS, as an EventBridge Scheduler expression.'),
});

export type Config = z.infer<typeof schema> & {
  /** The folder of the configuration file: relative paths in it start here. */
  readonly folder: string;
};

/** The JSON Schema that editors complete `threadwell.config.json` with. */
export function configJsonSchema(): object {
  return z.toJSONSchema(schema, { io: 'input' });
}

/** Reads and checks a configuration file. Throws InvalidInput that names every problem at once. */
export function loadConfig(file: string): Config {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new InvalidInput(
      `${file} cannot be read (${(error as NodeJS.ErrnoException).code}); run \`threadwell init\` or name another with --config`,
    );
  }
  let value: unknown;
  try {
    // Editors on Windows begin a file with a byte order mark.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new InvalidInput(`${file} is no JSON: ${(error as Error).message}; correct it there`);
  }
  return parseConfig(value, path.resolve(path.dirname(file)), file);
}

/** Checks a configuration value; `folder` is what its relative paths are relative to, `name` is for messages. */
export function parseConfig(value: unknown, folder: string, name = 'configuration'): Config {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const problems = problemsOf(parsed.error).map(({ place, problem }) => `\`${place}\` ${problem}`);
    throw new InvalidInput(`${name}: ${problems.join('; ')}; correct it there`);
  }
  return { ...parsed.data, folder };
}

export type ConfigProblem = { readonly place: string; readonly problem: string };

/** What `parseConfig` would refuse, place by place. */
export function configProblems(value: unknown): ConfigProblem[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : problemsOf(parsed.error);
}

function problemsOf(error: z.ZodError): ConfigProblem[] {
  return error.issues.map((issue) => ({ place: issue.path.join('.') || '(top)', problem: issue.message }));
}

function hasDistinctNames(fields: readonly { readonly name: string }[]): boolean {
  return new Set(fields.map(({ name }) => name)).size === fields.length;
}

/** What the environment may set; secrets live here and never in the configuration file. */
export type Environment = {
  readonly dataDir: string | undefined;
  readonly platform: 'local' | 'aws';
  readonly zendeskApiToken: string | undefined;
  /** What Zendesk signs its webhooks with; without one they are not taken. */
  readonly zendeskWebhookSecret?: string | undefined;
  /** For the OpenAI-compatible servers of `mail.rewrite`, `triage.model` and the converse assistant. */
  readonly modelApiKey?: string | undefined;
  readonly embeddingsApiKey?: string | undefined;
  /** What `terraform output -json` printed, for `--platform aws`. */
  readonly outputsFile?: string | undefined;
  /** The same as text, for what runs inside the stack. */
  readonly stack?: string | undefined;
  /** The Chromium that `scrape --render` uses. */
  readonly chromePath?: string | undefined;
};

/** Reads the environment once, with every problem in one message. */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>>): Environment {
  const platform = environment.THREADWELL_PLATFORM || 'local';
  if (platform !== 'local' && platform !== 'aws') throw new InvalidInput(`THREADWELL_PLATFORM is \`${platform}\`; it must be local or aws`);
  return {
    platform,
    dataDir: environment.THREADWELL_DATA || undefined,
    outputsFile: environment.THREADWELL_OUTPUTS || undefined,
    stack: environment.THREADWELL_STACK || undefined,
    zendeskApiToken: environment.ZENDESK_API_TOKEN || undefined,
    zendeskWebhookSecret: environment.ZENDESK_WEBHOOK_SECRET || undefined,
    modelApiKey: environment.MODEL_API_KEY || undefined,
    embeddingsApiKey: environment.EMBEDDINGS_API_KEY || undefined,
    chromePath: environment.CHROME_PATH || undefined,
  };
}

function isEncryptedOrLoopback(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

function isRegex(source: string): boolean {
  try {
    new RegExp(source, 'i');
    return true;
  } catch {
    return false;
  }
}
