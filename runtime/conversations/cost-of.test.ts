import { expect, test } from 'vitest';
import { parseConfig } from '#core/config.ts';
import { answerCostOf } from '../cli/assistant.ts';
import { costOf } from './cost-of.ts';
import { tokensOf } from './tokens-of.ts';

const counted = (tokens: object) => tokensOf({ tokens });
const price = { input: 1, output: 5 };
const converse = (prices?: object) => {
  const answer = { provider: 'bedrock', model: 'm' };
  const assistant = { name: 'converse', converse: { answer, ...(prices ? { prices } : {}) } };
  return answerCostOf(parseConfig({ brand: { name: 'Ferrywork', fallbackEmail: 'help@ferrywork.example' }, assistant }, '/'));
};

test('without a model answers cost nothing, and the sum says that none was called', () => {
  expect(costOf([counted({}), tokensOf(undefined)], { kind: 'free' })).toEqual({ roles: [], estimate: 0, currency: null, basis: 'free' });
});

test('tokens are summed by role, and priced by the role’s model', () => {
  const cost = costOf(
    [
      counted({ reading: { input: 100_000, output: 10_000 } }),
      counted({ reading: { input: 100_000, output: 0 }, answer: { input: 0, output: 1_000 } }),
    ],
    converse({ currency: 'EUR', answer: price, reader: { input: 10, output: 0 } }),
  );
  expect(cost.roles).toEqual([
    { role: 'reading', input: 200_000, output: 10_000 },
    { role: 'answer', input: 0, output: 1_000 },
  ]);
  expect(cost.estimate).toBeCloseTo(2 + 0.005);
  expect([cost.currency, cost.basis]).toEqual(['EUR', 'counted']);
});

test('a role without a price of its own costs as much as answers', () => {
  expect(converse({ answer: price })).toEqual({
    kind: 'counted',
    prices: { currency: 'USD', reading: price, answer: price, ticket: price },
  });
});

test('without prices tokens are told and no estimate, and an agent that does not count has none either', () => {
  const turns = [counted({ answer: { input: 7, output: 3 } })];
  expect(costOf(turns, converse())).toMatchObject({ roles: [{ role: 'answer', input: 7, output: 3 }], estimate: null, basis: 'counted' });
  expect(costOf([], { kind: 'uncounted' })).toEqual({ roles: [], estimate: null, currency: null, basis: 'uncounted' });
});

test('what a model cost before answers were free is not called free', () => {
  expect(costOf([counted({ answer: { input: 7, output: 3 } })], { kind: 'free' })).toMatchObject({ estimate: null, basis: 'counted' });
});

test('notes that are no counts are passed over', () => {
  expect([...tokensOf({ tokens: { answer: { input: '7' }, reading: null, other: { input: 1, output: 1 } } })]).toEqual([]);
  expect([...tokensOf({ tokens: 'many' })]).toEqual([]);
});
