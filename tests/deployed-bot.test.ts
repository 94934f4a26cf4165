import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PRIORITIES } from '#core/domain/ticket.ts';
import { TICKET_INTENT } from '../runtime/lambda/lex-result.ts';

type LexEvent = {
  readonly sessionState: { readonly intent: { readonly name: string; readonly slots: Readonly<Record<string, unknown>> } };
};

const bot = readFileSync('terraform/modules/connect_scaffold/bot.yaml.tftpl', 'utf8');
const sampleConfig = JSON.parse(readFileSync('data/samples/threadwell.config.json', 'utf8')) as {
  readonly tickets: { readonly fields: readonly { readonly name: string }[] };
};

test('the deployed bot has the intents and slots of recorded events', () => {
  const configured = new Set(sampleConfig.tickets.fields.map(({ name }) => name));
  for (const file of ['lex-ask-question', 'lex-create-ticket', 'lex-fallback-speech']) {
    const event = JSON.parse(readFileSync(`data/samples/events/${file}.json`, 'utf8')) as LexEvent;
    const { name, slots } = event.sessionState.intent;
    expect(intentOf(name)).not.toBeNull();
    for (const slot of Object.keys(slots)) {
      if (!configured.has(slot)) expect(intentOf(name), `${name} lacks ${slot}`).toContain(`- Name: ${slot}\n`);
    }
  }
});

test('the ticket is asked for slot by slot by the function, and its priorities are those of the desk', () => {
  const ticket = intentOf(TICKET_INTENT);
  expect(ticket).toContain('DialogCodeHook: { Enabled: true }');
  expect([...(ticket ?? '').matchAll(/SlotConstraint: Required/g)]).toEqual([]);
  expect([...bot.matchAll(/SampleValue: \{ Value: (\w+) \}/g)].map((match) => match[1])).toEqual([...PRIORITIES]);
});

/** The lines of an intent, up to the next one. */
function intentOf(name: string): string | null {
  const intents = bot.slice(bot.indexOf('Intents:')).split(/\n(?= {12}- Name: )/);
  return intents.find((lines) => lines.trimStart().startsWith(`- Name: ${name}\n`)) ?? null;
}
