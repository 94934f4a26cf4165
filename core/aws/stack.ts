import { InvalidInput } from '#core/domain/errors.ts';
import { SOURCES } from '#core/domain/passage.ts';
import { SIDES, type Side } from '#core/ports/knowledge-base.ts';
import type { BedrockSide } from './knowledge-base.ts';

/** The names of what Terraform made. */
export type Stack = {
  readonly region: string;
  readonly bucket: string;
  readonly table: string;
  readonly sides: Readonly<Record<Side, BedrockSide>>;
  /** Null where no managed agent answers. */
  readonly agent: { readonly agentId: string; readonly agentAliasId: string } | null;
  /** Null for who is part of a refresh and starts none. */
  readonly refreshStateMachineArn: string | null;
  /** Null for who answers nobody. */
  readonly site: Site | null;
  /** Null where none judges what was written outside, or the configuration names another. */
  readonly guardrail: { readonly id: string; readonly version: string } | null;
};

type StackQueue = { readonly queueUrl: string; readonly deadLetterUrl: string };

/** Where visitors are answered. */
export type Site = {
  /**
   * What they see in the address line: `https://help.example.com`. Null where Terraform cannot know it: CloudFront's own name is made after the
   * function that it calls, and CloudFront tells it with each request.
   */
  readonly origin: string | null;
  /** Before the names of secrets: `threadwell/prod/`. */
  readonly secretsPrefix: string;
  /** `dev`, `prod`. */
  readonly environment: string;
  /** Support requests that wait to be looked at. */
  readonly queue: StackQueue;
  /** What Zendesk told of its tickets. */
  readonly ticketEvents: StackQueue;
  /** Topics of operators, by what a notice tells. */
  readonly topics: { readonly success: string; readonly failure: string };
  /** The bus that steps of workflows are told on. */
  readonly bus: string;
  /** The workflow's function with its alias. */
  readonly workflowFunction: string;
};

/**
 * Reads what `terraform output -json` prints, or the same with its values alone, as a function has it in its environment. Throws InvalidInput
 * that names everything that is missing; `name` is for the message.
 */
export function parseStack(text: string, name: string): Stack {
  const outputs = parseOutputs(text, name);
  const missing: string[] = [];
  const read = (...path: string[]): string => {
    const value = path.reduce<unknown>((within, key) => memberOf(within, key), outputs);
    if (typeof value === 'string' && value) return value;
    missing.push(path.join('.'));
    return '';
  };
  const sideOf = (side: Side): BedrockSide => {
    const [web_docs, curated_articles] = SOURCES.map((source) => read('knowledge_bases', side, 'data_sources', source));
    return {
      knowledgeBaseId: read('knowledge_bases', side, 'id'),
      dataSources: { web_docs: web_docs!, curated_articles: curated_articles! },
    };
  };
  const queueOf = (name: string): StackQueue => ({
    queueUrl: read('site', name, 'url'),
    deadLetterUrl: read('site', name, 'dead_letter_url'),
  });
  const [blue, green] = SIDES.map(sideOf);
  const stack = {
    region: read('region'),
    bucket: read('bucket'),
    table: read('table'),
    sides: { blue: blue!, green: green! },
    agent: memberOf(outputs, 'agent') ? { agentId: read('agent', 'id'), agentAliasId: read('agent', 'alias_id') } : null,
    refreshStateMachineArn: memberOf(outputs, 'refresh_state_machine_arn') ? read('refresh_state_machine_arn') : null,
    site: memberOf(outputs, 'site')
      ? {
          origin: memberOf(memberOf(outputs, 'site'), 'origin') === null ? null : read('site', 'origin'),
          secretsPrefix: read('site', 'secrets_prefix'),
          environment: read('site', 'environment'),
          queue: queueOf('queue'),
          ticketEvents: queueOf('ticket_events'),
          topics: { success: read('site', 'topics', 'success'), failure: read('site', 'topics', 'failure') },
          bus: read('site', 'bus'),
          workflowFunction: read('site', 'workflow_function'),
        }
      : null,
    guardrail: memberOf(outputs, 'guardrail') ? { id: read('guardrail', 'id'), version: read('guardrail', 'version') } : null,
  };
  if (missing.length) throw new InvalidInput(`${name} lacks ${missing.map((path) => `\`${path}\``).join(', ')}; ${NEXT_STEP}`);
  return stack;
}

/** How the file comes about. */
export const NEXT_STEP = 'write it anew with `terraform output -json > outputs.json` in the folder of the environment';

function parseOutputs(text: string, name: string): object {
  try {
    const outputs: unknown = JSON.parse(text);
    if (typeof outputs === 'object' && outputs !== null && !Array.isArray(outputs)) return outputs;
  } catch (cause) {
    throw new InvalidInput(`${name} is no JSON; ${NEXT_STEP}`, { cause });
  }
  throw new InvalidInput(`${name} is no JSON object; ${NEXT_STEP}`);
}

/** Terraform wraps each output: `{"sensitive": false, "type": "string", "value": …}`. */
function memberOf(within: unknown, key: string): unknown {
  if (typeof within !== 'object' || within === null || !Object.hasOwn(within, key)) return undefined;
  const member = (within as Record<string, unknown>)[key];
  const isOutput = typeof member === 'object' && member !== null && 'value' in member && 'sensitive' in member;
  return isOutput ? (member as { readonly value: unknown }).value : member;
}
