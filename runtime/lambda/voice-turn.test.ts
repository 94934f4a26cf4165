import type { ConnectContactFlowEvent, LexV2Event, LexV2Result } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import { OFFERED, PROXY_URL } from '../http/fixtures/scripted-assistant.ts';
import { testApp } from '../http/fixtures/test-app.ts';
import { startDesk } from '../stand-ins/fixtures/desk-server.ts';
import { context, keptLog, recorded } from './fixtures/recorded.ts';
import { voiceTurn } from './voice-turn.ts';

/** The function over local adapters and a real desk. `saying` replaces the script. */
async function bot(saying?: readonly ChatEvent[]) {
  const desk = await startDesk();
  const { ports, options, calls, assistant, ...tested } = testApp(undefined, desk.baseUrl);
  const log = keptLog();
  const scripted: Assistant = {
    async *answer() {
      yield* saying ?? [];
    },
  };
  const { brand, ticketFields } = options;
  const run = voiceTurn(() => ({ assistant: saying ? scripted : assistant, ports: { ...ports, log }, brand, ticketFields }));
  let request = 0;
  const lex = async (event: LexV2Event, remainingMs?: number) => {
    request += 1;
    return (await run(event, context(`request-${request}`, remainingMs))) as LexV2Result;
  };
  const connect = async (event: ConnectContactFlowEvent) => {
    request += 1;
    return (await run(event, context(`request-${request}`))) as Record<string, string>;
  };
  return { ...tested, desk, ports, log, calls, lex, connect };
}

const said = ({ messages }: LexV2Result) => (messages ?? []).map((message) => ('content' in message ? message.content : '')).join('\n');

/** The recorded dialog of a ticket, where it has got to. */
function ticketEvent(
  slots: Record<string, string>,
  more: { confirmationState?: 'Confirmed' | 'Denied'; attributes?: Record<string, string> } = {},
) {
  const event = recorded<LexV2Event>('lex-create-ticket');
  const { intent } = event.sessionState;
  for (const [name, text] of Object.entries(slots))
    intent.slots[name] = { shape: 'Scalar', value: { originalValue: text, interpretedValue: text, resolvedValues: [] } };
  intent.confirmationState = more.confirmationState ?? 'None';
  event.sessionState.sessionAttributes = { ...event.sessionState.sessionAttributes, ...more.attributes };
  return event;
}

const FILLED = { description: 'No logs arrive since Monday.', requester_email: 'ann@acme.example', plugin_version: '4.6.3' };

describe('a question to the bot', () => {
  test('is answered, with its sources in a payload and in the session', async () => {
    const { lex } = await bot();
    const result = await lex(recorded<LexV2Event>('lex-ask-question'));
    expect(result.sessionState).toMatchObject({ dialogAction: { type: 'Close' }, intent: { name: 'AskQuestion', state: 'Fulfilled' } });
    expect(result.messages?.map(({ contentType }) => contentType)).toEqual(['PlainText', 'CustomPayload']);
    expect(said(result)).toContain('Set proxy.host [1] and proxy.port [1].');
    expect(JSON.parse(result.sessionState.sessionAttributes?.citations ?? '')).toEqual([{ n: 1, title: 'Proxy', url: PROXY_URL }]);
    expect(result.sessionState.sessionAttributes?.contactId).toBe('5ca32fbd-8f92-46af-92a5-6b0f970f0efe');
  });

  test('of a caller who speaks is answered in words that can be spoken', async () => {
    const { lex } = await bot();
    const result = await lex(recorded<LexV2Event>('lex-fallback-speech'));
    expect(result.messages).toEqual([{ contentType: 'PlainText', content: 'Set proxy.host and proxy.port.' }]);
    expect(result.sessionState.sessionAttributes?.citations).toContain(PROXY_URL);
  });

  test('gets at most five messages of 1,024 characters, however long the answer is', async () => {
    const citations = Array.from(
      { length: 40 },
      (_, index): ChatEvent => ({
        type: 'citation',
        n: index + 1,
        title: 'A long title of a page'.repeat(5),
        url: `${PROXY_URL}-${index}`,
        snippet: '',
        source: 'web_docs',
        updatedAt: null,
      }),
    );
    const { lex } = await bot([
      ...citations,
      { type: 'delta', text: 'A sentence of an answer. '.repeat(1_000) },
      { type: 'done', answered: true, citations: [1] },
    ]);
    const { messages = [], sessionState } = await lex(recorded<LexV2Event>('lex-ask-question'));
    expect(messages).toHaveLength(5);
    for (const message of messages) expect('content' in message && message.content.length).toBeLessThanOrEqual(1_024);
    expect(JSON.parse(said({ sessionState, messages: messages.slice(-1) })).citations[0]).toMatchObject({ n: 1, url: `${PROXY_URL}-0` });
    expect(JSON.stringify(sessionState.sessionAttributes).length).toBeLessThan(12_000);
  });

  test.each(['throw', 'unfinished', 'deaf'])('whose assistant fails (%s) ends in Failed, with words of ours', async (word) => {
    const { lex } = await bot();
    const event = recorded<LexV2Event>('lex-fallback-speech', { 'why does the proxy refuse me': `${word} now` });
    const result = await lex(event, 2_100);
    expect(result.sessionState).toMatchObject({ dialogAction: { type: 'Close' }, intent: { name: 'FallbackIntent', state: 'Failed' } });
    expect(said(result)).toMatch(/try again/i);
    expect(said(result)).not.toContain('secret');
  });

  test('that breaks a limit ends in Failed, with the address to write to', async () => {
    const { lex, log } = await bot();
    const event = recorded<LexV2Event>('lex-ask-question');
    for (let n = 0; n < 20; n += 1) await lex(event);
    const result = await lex(event);
    expect(result.sessionState.intent?.state).toBe('Failed');
    expect(said(result)).toContain('help@ferrywork.example');
    expect(log.lines.join()).not.toContain('proxy');
  });

  test('of nothing asks for one', async () => {
    const { lex, calls } = await bot();
    const event = recorded<LexV2Event>('lex-fallback-speech', { 'why does the proxy refuse me': '  ' });
    expect(said(await lex(event))).toContain('empty');
    expect(calls()).toBe(0);
  });
});

describe('a ticket through the bot', () => {
  test('is collected slot by slot, asking for nothing twice', async () => {
    const { lex } = await bot();
    const elicited = async (slots: Record<string, string>) => {
      const { dialogAction, intent } = (await lex(ticketEvent(slots))).sessionState;
      return [dialogAction.type, dialogAction.slotToElicit, intent?.state];
    };
    expect(await elicited({})).toEqual(['ElicitSlot', 'description', 'InProgress']);
    expect(await elicited({ description: FILLED.description })).toEqual(['ElicitSlot', 'requester_email', 'InProgress']);
    expect(await elicited({ ...FILLED, requester_email: 'ann at home' })).toEqual(['ElicitSlot', 'requester_email', 'InProgress']);
    const { plugin_version: _, ...without } = FILLED;
    expect(await elicited(without)).toEqual(['ElicitSlot', 'plugin_version', 'InProgress']);
    expect(await elicited(FILLED)).toEqual(['ConfirmIntent', undefined, 'InProgress']);
  });

  test('is filed once, after the caller has said yes and not before', async () => {
    const { lex, desk } = await bot();
    const offer = await lex(ticketEvent(FILLED));
    expect(said(offer)).toContain('No logs arrive since Monday');
    expect(await desk.tickets()).toEqual([]);
    const attributes = offer.sessionState.sessionAttributes ?? {};
    const yes = () => lex(ticketEvent(FILLED, { confirmationState: 'Confirmed', attributes }));
    const filed = await yes();
    const [ticket] = await desk.tickets();
    expect(ticket).toMatchObject({ subject: 'No logs arrive since Monday' });
    expect(said(filed)).toContain(`number is ${ticket?.id}`);
    expect(filed.sessionState).toMatchObject({ intent: { state: 'Fulfilled' }, sessionAttributes: { lang: 'en' } });
    expect(said(await yes())).toBe(said(filed));
    expect(await desk.tickets()).toHaveLength(1);
  });

  test('is not filed after a no, nor without an offer that was made in this session', async () => {
    const { lex, desk } = await bot();
    const offer = await lex(ticketEvent(FILLED));
    const attributes = offer.sessionState.sessionAttributes ?? {};
    const stranger = ticketEvent(FILLED, { confirmationState: 'Confirmed', attributes });
    expect((await lex({ ...stranger, sessionId: 'another' })).sessionState.intent?.state).toBe('Failed');
    expect(said(await lex(ticketEvent(FILLED, { confirmationState: 'Denied', attributes })))).toContain('no ticket will be filed');
    expect((await lex(ticketEvent(FILLED, { confirmationState: 'Confirmed', attributes }))).sessionState.intent?.state).toBe('Failed');
    expect((await lex(ticketEvent(FILLED, { confirmationState: 'Confirmed' }))).sessionState.dialogAction.type).toBe('ConfirmIntent');
    expect(await desk.tickets()).toEqual([]);
  });

  test('that the assistant offers is asked about by Lex, as CreateTicket', async () => {
    const { lex, desk } = await bot();
    const offer = await lex(recorded<LexV2Event>('lex-ask-question', { 'how do I send logs through a proxy': 'ticket please' }));
    expect(offer.sessionState).toMatchObject({
      dialogAction: { type: 'ConfirmIntent' },
      intent: { name: 'CreateTicket', slots: { requester_email: { value: { interpretedValue: OFFERED.requester_email } } } },
    });
    const yes = ticketEvent(FILLED, { confirmationState: 'Confirmed', attributes: offer.sessionState.sessionAttributes ?? {} });
    await lex({ ...yes, sessionId: '914522' });
    expect((await desk.tickets()).map(({ subject }) => subject)).toEqual([OFFERED.subject]);
  });

  test('a desk that is away ends in Failed, with the address to write to', async () => {
    const { lex, desk } = await bot();
    const { sessionAttributes: attributes = {} } = (await lex(ticketEvent(FILLED))).sessionState;
    desk.weather.push({ status: 422 });
    const failed = await lex(ticketEvent(FILLED, { confirmationState: 'Confirmed', attributes }));
    expect(failed.sessionState.intent?.state).toBe('Failed');
    expect(said(failed)).toContain('help@ferrywork.example');
  });
});

describe('a block of a contact flow', () => {
  test('gets a flat map of text', async () => {
    const { connect } = await bot();
    const result = await connect(recorded<ConnectContactFlowEvent>('connect-contact-flow'));
    expect(result).toMatchObject({
      answered: 'true',
      reason: '',
      answer: 'Set proxy.host and proxy.port.',
      email: 'help@ferrywork.example',
    });
    for (const value of Object.values(result)) expect(typeof value).toBe('string');
    expect(JSON.parse(result.citations ?? '')).toEqual([{ n: 1, title: 'Proxy', url: PROXY_URL }]);
  });

  test('that Connect calls again is answered once; another invocation is another turn', async () => {
    const { connect, calls } = await bot();
    const event = recorded<ConnectContactFlowEvent>('connect-contact-flow');
    const [first, second] = await Promise.all([connect(event), connect(event)]);
    expect(second).toEqual(first);
    expect(calls()).toBe(1);
    await connect(recorded<ConnectContactFlowEvent>('connect-contact-flow', { e1f2a3b4: 'f1f2a3b4' }));
    expect(calls()).toBe(2);
  });

  test('files an offered ticket once when the flow says so', async () => {
    const { connect, desk } = await bot();
    const event = recorded<ConnectContactFlowEvent>('connect-contact-flow', { 'how do I send logs through a proxy': 'ticket please' });
    const offer = await connect(event);
    expect(offer).toMatchObject({ answered: 'false', reason: 'confirm', confirmationId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    const confirm = structuredClone(event);
    confirm.Details.Parameters = { confirmationId: offer.confirmationId ?? '', accept: 'true' };
    const [filed] = await Promise.all([connect(confirm), connect(confirm)]);
    const [ticket] = await desk.tickets();
    expect(filed).toMatchObject({ answered: 'true', ticketId: String(ticket?.id) });
    expect(await desk.tickets()).toHaveLength(1);
  });

  test('never fails: what goes wrong is a reason', async () => {
    const { connect } = await bot();
    const event = recorded<ConnectContactFlowEvent>('connect-contact-flow', { 'how do I send logs through a proxy': 'throw please' });
    expect(await connect(event)).toMatchObject({ answered: 'false', reason: 'error' });
    event.Details.Parameters = {};
    expect(await connect(event)).toMatchObject({ answered: 'false', reason: 'error', email: 'help@ferrywork.example' });
  });
});
