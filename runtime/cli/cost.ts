import type { Config } from '#core/config.ts';
import type { CommandResult } from '#core/domain/command-result.ts';
import type { OpenPlatform } from '#core/platform.ts';
import { costCommand } from '../cost/cost-command.ts';
import type { ModelPrice } from '../cost/prices.ts';
import { WrongUse } from './output.ts';

type CostFlags = { readonly questionsPerMonth: number; readonly assistant: 'embedded' | 'converse'; readonly modelPrice?: string };

/** `cost`: for the models of the configuration where they are Bedrock's. Throws WrongUse for a price that is none. */
export function estimateFor({ assistant, schedule }: Config, platform: OpenPlatform, flags: CostFlags): Promise<CommandResult> {
  const { answer, reader } = assistant.converse ?? {};
  const models = flags.assistant === 'embedded' ? null : { answer: bedrockId(answer), reader: bedrockId(reader) };
  const modelPrice = flags.modelPrice === undefined ? undefined : parsePrice(flags.modelPrice);
  return costCommand({ questionsPerMonth: flags.questionsPerMonth, schedule, models, modelPrice }, platform);
}

type ModelService = NonNullable<Config['assistant']['converse']>['answer'];

/** A server of one's own is not what a stack on AWS asks. */
function bedrockId(service: ModelService | undefined): string | undefined {
  return service?.provider === 'bedrock' ? service.model : undefined;
}

function parsePrice(text: string): ModelPrice {
  const [input, output, ...rest] = text.split(',').map((part) => (part.trim() ? Number(part) : Number.NaN));
  const isPrice = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value) && value >= 0;
  if (!isPrice(input) || !isPrice(output) || rest.length)
    throw new WrongUse(`--model-price ${text} is no price; give dollars for a million tokens in and out, such as 0.3,2.5`);
  return { input, output };
}
