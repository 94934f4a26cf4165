import type { AskedModel, CostInput } from './estimate.ts';
import { type CostLine, costLine, GB, MILLION } from './line.ts';
import { MEASURED, WORDINESS } from './measured.ts';
import { PRICES, type Price } from './prices.ts';
import {
  ANSWER_SECONDS,
  FUNCTION_MEMORY_GB,
  JSON_CALL_SECONDS,
  JSON_CALLS_A_QUESTION,
  LOG_BYTES_A_QUESTION,
  OPEN_GAPS,
  PAGE_VIEWS_A_CONVERSATION,
  QUESTIONS_A_CONVERSATION,
  READS_A_QUESTION,
  TURN_KEPT_MONTHS,
  WIDGET_BYTES,
  WRITES_A_QUESTION,
} from './traffic.ts';

/** Characters of a text unit of Bedrock's guardrails. */
const TEXT_UNIT = 1_000;

/** What grows with questions: models, functions, the ways in, rows and logs. */
export function questionLines(input: CostInput): CostLine[] {
  const { questionsPerMonth: questions } = input;
  const jsonCalls = questions * JSON_CALLS_A_QUESTION;
  const views = (questions / QUESTIONS_A_CONVERSATION) * PAGE_VIEWS_A_CONVERSATION;
  const requests = questions + jsonCalls + views;
  const compute = (questions * ANSWER_SECONDS + jsonCalls * JSON_CALL_SECONDS) * FUNCTION_MEMORY_GB;
  const transferred = views * WIDGET_BYTES + questions * MEASURED.eventBytes * 2;
  const turnsStored = (questions * MEASURED.eventBytes * TURN_KEPT_MONTHS) / GB;
  return [
    ...modelLines(input),
    costLine('Lambda', 'calls of visitors', (questions + jsonCalls) / MILLION, PRICES.lambdaRequest),
    costLine('Lambda', 'time of answers and calls', compute / MILLION, PRICES.lambdaCompute),
    costLine('API Gateway', 'JSON calls', jsonCalls / MILLION, PRICES.httpApi),
    costLine('CloudFront', 'requests', requests / MILLION, PRICES.edgeRequest),
    costLine('CloudFront', 'widget and answers', transferred / GB, PRICES.edgeTransfer),
    costLine('WAF', 'requests', requests / MILLION, PRICES.firewallRequest),
    costLine('DynamoDB', 'writes', (questions * WRITES_A_QUESTION) / MILLION, PRICES.tableWrite),
    costLine('DynamoDB', 'reads', (questions * READS_A_QUESTION) / MILLION, PRICES.tableRead),
    costLine('DynamoDB', 'rows', turnsStored, PRICES.tableStorage),
    costLine('DynamoDB', 'point-in-time recovery', turnsStored, PRICES.tableBackup),
    costLine('CloudWatch', 'logs of questions', (questions * LOG_BYTES_A_QUESTION) / GB, PRICES.logIngest),
    costLine('CloudWatch', 'logs kept for a month', (questions * LOG_BYTES_A_QUESTION) / GB, PRICES.logStorage),
    costLine('X-Ray', 'traces', (questions + jsonCalls) / MILLION, PRICES.trace),
  ];
}

/** Each answer has its message read and its words written; open gaps are asked again after each promotion. */
function modelLines({ models, questionsPerMonth, refreshesPerMonth }: CostInput): CostLine[] {
  if (!models) return [];
  const asked = questionsPerMonth + refreshesPerMonth * OPEN_GAPS;
  const units = (asked * (MEASURED.judgedCharacters / TEXT_UNIT)) / 1_000;
  const { reader, answer } = models;
  return [
    costLine('Bedrock', `read messages (${reader.id}): in`, (asked * MEASURED.readerInputTokens) / MILLION, tokenPrice(reader, 'input')),
    costLine('Bedrock', `read messages (${reader.id}): out`, (asked * MEASURED.readerOutputTokens) / MILLION, tokenPrice(reader, 'output')),
    costLine('Bedrock', `write answers (${answer.id}): in`, (asked * MEASURED.answerInputTokens) / MILLION, tokenPrice(answer, 'input')),
    costLine(
      'Bedrock',
      `write answers (${answer.id}): out`,
      (asked * MEASURED.answerOutputTokens * WORDINESS) / MILLION,
      tokenPrice(answer, 'output'),
    ),
    costLine('Bedrock', 'guardrail: contents', units, PRICES.guardrailContent),
    costLine('Bedrock', 'guardrail: personal data', units, PRICES.guardrailPersonal),
  ];
}

function tokenPrice({ price }: AskedModel, side: 'input' | 'output'): Price {
  return { ...PRICES.embedding, usd: price[side] };
}
