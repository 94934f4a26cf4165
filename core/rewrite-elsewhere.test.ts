import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import { rewriteElsewhere } from './rewrite-elsewhere.ts';

const brand = { name: 'Ferrywork', fallbackEmail: 'help@ferrywork.example' };
const told = (rewrite?: object) => rewriteElsewhere(parseConfig({ brand, mail: { ...(rewrite && { rewrite }) } }, '/'));

test('a model of another server is passed over with what, why and what to do', () => {
  expect(told({ provider: 'openai', model: 'small', baseUrl: 'http://127.0.0.1:11434/v1' })).toMatch(
    /^drafts of solved tickets are not reworded: .* small of 127\.0\.0\.1:11434, .*Bedrock alone; name one of those there, or .*`threadwell distil`$/,
  );
});

test('nothing is told where a model of Bedrock rewords, or none is wanted', () => {
  expect([told(), told({ provider: 'bedrock', model: 'us.amazon.nova-lite-v1:0' })]).toEqual([null, null]);
});
