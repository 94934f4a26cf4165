import type { CostInput, Estimate } from './estimate.ts';
import type { CostLine } from './line.ts';
import { MEASURED, WORDINESS } from './measured.ts';
import { PRICED_REGION, PRICES_READ } from './prices.ts';
import {
  ANSWER_SECONDS,
  CHANGED_SHARE,
  CUSTOM_METRICS,
  OPEN_GAPS,
  PAGE_VIEWS_A_CONVERSATION,
  QUESTIONS_A_CONVERSATION,
  WRITES_A_QUESTION,
} from './traffic.ts';

/** The estimate as lines for people: one a position, the sums, and what was assumed. */
export function costText(input: CostInput, estimate: Estimate): string {
  const { lines, monthly, once } = estimate;
  const { rows, tokens, shards, pages } = input.corpus;
  const names = lines.map(({ service, what }) => `${service}: ${what}`);
  const width = Math.max(...names.map((name) => name.length));
  return [
    `${rows} articles (about ${tokens} tokens, ${shards} shards, ${pages} pages), ${input.questionsPerMonth} questions and ${round(input.refreshesPerMonth)} refreshes a month`,
    '',
    ...lines.map((line, index) => `${names[index]!.padEnd(width)}  ${amount(line)}`),
    '',
    `${dollars(monthly)} a month, and ${dollars(once)} once`,
    '',
    ...assumptions(input).map((sentence) => `- ${sentence}`),
  ].join('\n');
}

function amount({ usd, when, quantity, unit, price, priceSeen }: CostLine): string {
  return `${dollars(usd).padStart(10)} ${when === 'once' ? 'once ' : 'month'}  ${round(quantity)} × ${price} for 1 ${unit}${priceSeen ? '' : ' (?)'}`;
}

/** What an estimate rests on, as sentences. */
export function assumptions({ models, refreshesPerMonth }: CostInput): string[] {
  return [
    `List prices of ${PRICED_REGION} in US dollars, put together on ${PRICES_READ}; free tiers and discounts are not counted. (?) marks prices from memory; the others were found equal in published tables. AWS's own pages decide: \`--json\` names one for each line.`,
    ...(models
      ? [
          `A question takes ${MEASURED.readerInputTokens} + ${MEASURED.readerOutputTokens} tokens to read and ${MEASURED.answerInputTokens} + ${MEASURED.answerOutputTokens * WORDINESS} to answer: measured over the golden questions of the samples, with answers ${WORDINESS} times as long as the stand-in's. On AWS more passages may pass the threshold, up to \`passageTokens\`.`,
          `${OPEN_GAPS} open gaps are asked again after each refresh. A model that rewords drafts or reads support requests is not counted.`,
        ]
      : ['No model is asked: answers are extracted.']),
    `Between refreshes ${CHANGED_SHARE * 100} % of the articles change; ${round(refreshesPerMonth)} refreshes a month are those of \`schedule\` (a cron expression counts as one a day).`,
    `A conversation has ${QUESTIONS_A_CONVERSATION} questions and comes from ${PAGE_VIEWS_A_CONVERSATION} page views; an answer takes ${ANSWER_SECONDS} s and ${WRITES_A_QUESTION} writes.`,
    `${CUSTOM_METRICS} metrics of our own, paid by the hours in which they are measured: with little traffic one of the largest lines.`,
    'Not counted: Zendesk, Lex and Connect, provisioned concurrency, a NAT gateway, your own domain, support plans, taxes.',
  ];
}

function dollars(usd: number): string {
  return usd > 0 && usd < 0.005 ? '< $0.01' : `$${usd.toFixed(2)}`;
}

/** Three digits that mean something. */
function round(number: number): string {
  return number >= 1_000 ? String(Math.round(number)) : String(Number(number.toPrecision(3)));
}
