import type { CommandResult } from '#core/domain/command-result.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Files } from '#core/ports/files.ts';
import { measureCorpus } from './corpus.ts';
import { assumptions, costText } from './cost-text.ts';
import { type AskedModel, type CostInput, estimateCost } from './estimate.ts';
import { DEFAULT_MODELS, type ModelPrice, modelPrice, PRICED_MODELS, PRICED_REGION, PRICES_READ } from './prices.ts';
import { refreshesPerMonth } from './refreshes.ts';

/** As Terraform's module of the knowledge base has it by default. */
const DIMENSIONS = 1_024;

export type CostArguments = {
  readonly questionsPerMonth: number;
  /** How often the stack refreshes: an expression of EventBridge Scheduler. */
  readonly schedule: string;
  /** Models of Bedrock; null where answers are extracted. A member that is left out is the default. */
  readonly models: { readonly reader?: string | undefined; readonly answer?: string | undefined } | null;
  /** Dollars for a million tokens in and out, of a model whose price is not known. */
  readonly modelPrice?: ModelPrice | undefined;
};

/** `cost`: what the articles of the data folder and such traffic would cost on AWS, line by line. Throws InvalidInput without articles. */
export async function costCommand(args: CostArguments, ports: { readonly files: Pick<Files, 'readChunks'> }): Promise<CommandResult> {
  const { questionsPerMonth, schedule, models, modelPrice: own } = args;
  const input: CostInput = {
    corpus: await measureCorpus(ports.files),
    questionsPerMonth,
    refreshesPerMonth: refreshesPerMonth(schedule),
    models: models && {
      reader: priced(models.reader ?? models.answer ?? DEFAULT_MODELS.reader, own),
      answer: priced(models.answer ?? DEFAULT_MODELS.answer, own),
    },
    dimensions: DIMENSIONS,
  };
  const estimate = estimateCost(input);
  const facts = { corpus: input.corpus, region: PRICED_REGION, pricesRead: PRICES_READ, assumptions: assumptions(input) };
  return { report: { ...estimate, ...facts }, text: costText(input, estimate), ok: true };
}

function priced(id: string, own: ModelPrice | undefined): AskedModel {
  const price = modelPrice(id) ?? own;
  if (!price)
    throw new InvalidInput(
      `no price is known for the model ${id}; give one as \`--model-price IN,OUT\` (dollars for a million tokens), known are ${PRICED_MODELS.join(', ')}`,
    );
  return { id, price };
}
