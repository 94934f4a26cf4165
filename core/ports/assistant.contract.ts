import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import { UpstreamFailed } from '#core/domain/errors.ts';
import type { Turn } from '#core/domain/session.ts';
import type { TicketField } from '#core/domain/ticket.ts';
import type { Assistant } from './assistant.ts';
import {
  FIXTURE_MIN_CONFIDENCE,
  failingKnowledgeBase,
  fixtureKnowledgeBase,
  hangingKnowledgeBase,
  INJECTED_WORD,
} from './fixtures/assistant-knowledge.ts';
import type { KnowledgeBase } from './knowledge-base.ts';

/** What an assistant under test is made of. */
export type AssistantSetting = {
  readonly knowledgeBase: KnowledgeBase;
  readonly minConfidence: number;
  readonly brand: { readonly name: string; readonly fallbackEmail: string };
  readonly ticketFields: readonly TicketField[];
};

const TEST_BRAND = { name: 'Harbor', fallbackEmail: 'help@harbor.example' };
const FIELDS: readonly TicketField[] = [
  { name: 'plugin_version', question: 'Which plugin version do you use?', required: false, pattern: '\\b\\d\\.\\d{1,2}\\.\\d{1,2}\\b' },
  {
    name: 'host_runtime',
    question: 'Which host runtime does it run on?',
    required: false,
    pattern: '(?:runtime|host)\\D{0,12}(\\d\\.\\d{1,2}(?:\\.\\d{1,2})?)',
  },
];

/** What every assistant must do, whatever writes its prose. `make` builds one on the given knowledge. */
export function describeAssistant(name: string, make: (setting: AssistantSetting) => Assistant | Promise<Assistant>): void {
  const setting = (changes: Partial<AssistantSetting> = {}): AssistantSetting => ({
    knowledgeBase: fixtureKnowledgeBase(),
    minConfidence: FIXTURE_MIN_CONFIDENCE,
    brand: TEST_BRAND,
    ticketFields: FIELDS,
    ...changes,
  });
  const visit = async (changes: Partial<AssistantSetting> = {}) => new Visit(await make(setting(changes)));

  describe(`${name} answers`, () => {
    test.each([
      'How do I send logs through a proxy?',
      'What is the default of queue.capacity?',
      'HB-2003 queue full, events are dropped',
      'How do I switch the archive file on?',
      'What are the upgrade steps?',
    ])('%s', async (question) => {
      const turn = await (await visit()).says(question);
      expectGrammar(turn.events);
      expect(turn.done).toMatchObject({ answered: true });
      expect(turn.done.citations.length).toBeGreaterThan(0);
      expect(unsupportedText(turn.text)).toEqual([]);
    });

    test('from the passage that answers, and cites it with what a person can open', async () => {
      const turn = await (await visit()).says('How do I send logs through a proxy?');
      expect(turn.citations[0]).toMatchObject({
        n: 1,
        title: 'Proxy › Send through a proxy',
        url: 'https://docs.harbor.example/proxy#settings',
        source: 'web_docs',
        updatedAt: '2026-10-01T00:00:00.000Z',
      });
      expect(turn.citations[0]?.snippet).not.toBe('');
      expect(turn.text).toContain('proxy.host');
    });

    test('cites the parts of one section once', async () => {
      const turn = await (await visit()).says('What are the upgrade steps?');
      expect(turn.citations.map(({ url }) => url)).toEqual(['https://docs.harbor.example/upgrade#steps']);
    });

    test('in several pieces', async () => {
      const turn = await (await visit()).says('How do I send logs through a proxy?');
      expect(turn.events.filter((event) => event.type === 'delta').length).toBeGreaterThan(1);
    });

    test('a follow-up from what was said before', async () => {
      const visitor = await visit();
      const first = await visitor.says('How do I switch the archive file on?');
      expect(first.citations[0]?.url).toBe('https://docs.harbor.example/archive#on');
      const second = await visitor.says('and how do I turn it off?');
      expectGrammar(second.events);
      expect(second.citations[0]?.url).toBe('https://docs.harbor.example/archive#off');
    });
  });

  describe(`${name} answers in the words of its knowledge`, () => {
    test('says the version that they are for, where the question asks about another', async () => {
      const turn = await (await visit()).says('Which Java version does 2.5 need?');
      expectGrammar(turn.events);
      expect(turn.text).toContain('Java 17');
      expect(turn.text).toMatch(/2\.5.*2\.4/s);
    });

    test('in the visitor’s language, where the knowledge has it', async () => {
      const knowledgeBase = fixtureKnowledgeBase([
        {
          title: 'Archivdatei › Archiv einschalten',
          url: 'https://docs.harbor.example/de/archiv',
          body: '# Archivdatei › Archiv einschalten\n\nSetzen Sie `archive.path`, um die Archivdatei einzuschalten. Ein Neustart ist nicht nötig.',
          tags: [],
        },
      ]);
      const turn = await (await visit({ knowledgeBase, minConfidence: 0.3 })).says('Wie kann ich die Archivdatei einschalten?');
      expectGrammar(turn.events);
      expect(turn.done.answered).toBe(true);
      expect(turn.text).toContain('Setzen Sie `archive.path`');
    });
  });

  describe(`${name} does not know`, () => {
    test.each(['Which kangaroo recipes do you recommend?', 'Can I export telemetry to Splunk or Kafka clusters?'])(
      '%s',
      async (question) => {
        const turn = await (await visit()).says(question);
        expectGrammar(turn.events);
        expect(turn.done).toEqual({ type: 'done', answered: false, citations: [], reason: 'refused' });
        expect(turn.citations).toEqual([]);
        expect(turn.text).toMatch(/ticket/i);
        expect(turn.text).toContain(TEST_BRAND.fallbackEmail);
      },
    );

    test('when nothing has been ingested', async () => {
      const turn = await (await visit({ knowledgeBase: fixtureKnowledgeBase([]) })).says('How do I send logs through a proxy?');
      expect(turn.done).toMatchObject({ answered: false, reason: 'refused' });
    });
  });

  describe(`${name} makes small talk`, () => {
    test.each(['Hello!', 'Thanks a lot, that helped', 'Who are you?', 'bye', 'stop'])('%s', async (message) => {
      const turn = await (await visit()).says(message);
      expectGrammar(turn.events);
      expect(turn.text).not.toBe('');
      expect(turn.done).toEqual({ type: 'done', answered: false, citations: [] });
    });

    test('and answers a question that comes with a greeting and thanks', async () => {
      const turn = await (await visit()).says('Hi there, how do I send logs through a proxy? Thanks!');
      expect(turn.done.answered).toBe(true);
    });
  });

  describe(`${name} prepares a ticket`, () => {
    test('from the question it could not answer, asking only for what it does not know', async () => {
      const visitor = await visit();
      await visitor.says('Can I export telemetry to Splunk or Kafka clusters?');
      expect((await visitor.says('Create a ticket')).text).toMatch(/e-?mail/i);
      const optional = await visitor.says('ada@acme.example');
      expect(optional.text).toContain('plugin version');
      expect(optional.text).toContain('host runtime');
      const offer = await visitor.says('2.4.1 on runtime 4.9');
      expectGrammar(offer.events);
      expect(offer.done).toEqual({ type: 'done', answered: false, citations: [], reason: 'confirm' });
      expect(offer.confirm).toMatchObject({
        action: 'create_ticket',
        fields: {
          requester_email: 'ada@acme.example',
          subject: 'Can I export telemetry to Splunk or Kafka clusters?',
          description: 'Can I export telemetry to Splunk or Kafka clusters?',
          priority: 'normal',
          plugin_version: '2.4.1',
          host_runtime: '4.9',
        },
      });
      expect(offer.confirm?.confirmationId).toMatch(/^[0-9a-f]{32}$/);
    });

    test('at once when everything was said already', async () => {
      const visitor = await visit();
      await visitor.says('We run plugin 2.4.1 on runtime 4.9.0. Does it stream to Splunk?');
      const offer = await visitor.says('Please create a ticket, it is urgent: production is down. My e-mail is ada@acme.example');
      expect(offer.confirm?.fields).toMatchObject({
        requester_email: 'ada@acme.example',
        priority: 'urgent',
        plugin_version: '2.4.1',
        host_runtime: '4.9.0',
      });
    });

    test('and asks nothing twice', async () => {
      const visitor = await visit();
      const asked: string[] = [];
      for (const words of ['I want to talk to a person', 'The dashboard stays empty since Monday', 'ada@acme.example', '2.4.1']) {
        const { text, confirm } = await visitor.says(words);
        if (!confirm) asked.push(text);
      }
      expect(asked).toHaveLength(3);
      expect(new Set(asked).size).toBe(3);
      expect(asked.filter((text) => /e-?mail/i.test(text))).toHaveLength(1);
    });

    test('asks what it is about when nothing was said', async () => {
      const visitor = await visit();
      const first = await visitor.says('I want to talk to a person');
      expect(first.done).toEqual({ type: 'done', answered: false, citations: [] });
      await visitor.says('The dashboard stays empty since Monday');
      await visitor.says('ada@acme.example');
      const offer = await visitor.says('skip');
      expect(offer.confirm?.fields.description).toBe('The dashboard stays empty since Monday');
      expect(offer.confirm?.fields).not.toHaveProperty('plugin_version');
    });

    test('asks again for an address that is none, kindly, and goes on', async () => {
      const visitor = await visit();
      await visitor.says('Open a ticket about the empty dashboard on our wall');
      const again = await visitor.says('ada@acme');
      expect(again.confirm).toBeUndefined();
      expect(again.text).toMatch(/e-?mail/i);
      expect((await visitor.says('sorry, ada@acme.example')).text).toContain('plugin version');
    });

    test('asks for a required field until it is there', async () => {
      const visitor = await visit({ ticketFields: [{ name: 'edition', question: 'Which edition do you have?', required: true }] });
      await visitor.says('Open a ticket about the empty dashboard on our wall. I am ada@acme.example');
      expect((await visitor.says('skip')).text).toContain('Which edition do you have?');
      expect((await visitor.says('Enterprise')).confirm?.fields).toMatchObject({ edition: 'Enterprise' });
    });

    test('answers a question in between and stays with the ticket', async () => {
      const visitor = await visit();
      await visitor.says('Open a ticket about the empty dashboard on our wall');
      const between = await visitor.says('What is the default of queue.capacity?');
      expect(between.done.answered).toBe(true);
      expect(between.citations[0]?.url).toBe('https://docs.harbor.example/reference#queue');
      expect((await visitor.says('ada@acme.example')).text).toContain('plugin version');
      const offer = await visitor.says('skip');
      expect(offer.confirm?.fields.description).toMatch(/empty dashboard/i);
    });

    test('not when the visitor cancels, and starts anew afterwards', async () => {
      const visitor = await visit();
      await visitor.says('Open a ticket about the empty dashboard on our wall');
      const cancelled = await visitor.says('cancel');
      expectGrammar(cancelled.events);
      expect(cancelled.events.some((event) => event.type === 'cancelled')).toBe(true);
      const after = await visitor.says('ada@acme.example');
      expect(after.confirm).toBeUndefined();
    });

    test('and leaves the filing to the confirmation: a typed yes files nothing and offers nothing twice', async () => {
      const visitor = await visit();
      await visitor.says('Open a ticket about the empty dashboard on our wall. I am ada@acme.example');
      const offer = await visitor.says('skip');
      expect(offer.confirm).toBeDefined();
      const typed = await visitor.says('yes, file it');
      expectGrammar(typed.events);
      expect(typed.confirm).toBeUndefined();
      expect(typed.events.some((event) => event.type === 'ticket')).toBe(false);
    });

    test('anew after one was filed, without asking for the address again', async () => {
      const visitor = await visit();
      await visitor.says('Open a ticket about the empty dashboard on our wall. I am ada@acme.example');
      await visitor.says('skip');
      visitor.happened({ type: 'ticket', id: '7', url: 'https://desk.harbor.example/7' });
      const second = await visitor.says('Open a ticket about the noisy alerts at night');
      expect(second.text).not.toMatch(/which e-?mail/i);
      const offer = second.confirm ? second : await visitor.says('skip');
      expect(offer.confirm?.fields).toMatchObject({ requester_email: 'ada@acme.example' });
      expect(offer.confirm?.fields.description).toMatch(/noisy alerts/i);
    });

    test('with nothing from passages: fields hold the visitor’s own words only', async () => {
      const visitor = await visit();
      await visitor.says('Which Java versions are required?');
      await visitor.says('Open a ticket about the empty dashboard on our wall. I am ada@acme.example');
      const offer = await visitor.says('skip');
      expect(JSON.stringify(offer.confirm?.fields)).not.toContain('2.4');
    });
  });

  describe(`${name} treats passages as data`, () => {
    test('and passes no instruction on that a page holds', async () => {
      const turn = await (await visit()).says('How are refunds and licence keys handled?');
      expectGrammar(turn.events);
      expect(turn.done.answered).toBe(true);
      expect(JSON.stringify(turn.events)).not.toContain(INJECTED_WORD);
      expect(turn.text).toMatch(/sales team/);
    });

    test('and has nothing to say from a page that holds nothing else', async () => {
      const turn = await (await visit()).says('gift cards rules');
      expectGrammar(turn.events);
      expect(JSON.stringify(turn.events)).not.toContain(INJECTED_WORD);
      expect(turn.done).toMatchObject({ answered: false });
      expect(turn.confirm).toBeUndefined();
    });
  });

  describe(`${name} ends properly`, () => {
    test('with one error and the way out by e-mail when the knowledge base fails', async () => {
      const knowledgeBase = failingKnowledgeBase(new UpstreamFailed('the index is gone: SECRET-HOST'));
      const turn = await (await visit({ knowledgeBase })).says('How do I send logs through a proxy?');
      expectGrammar(turn.events);
      expect(turn.events.find((event) => event.type === 'error')).toMatchObject({ code: 'upstream_failed', retryable: true });
      expect(turn.events).toContainEqual({ type: 'handoff', email: TEST_BRAND.fallbackEmail });
      expect(turn.done).toMatchObject({ answered: false, reason: 'error' });
      expect(JSON.stringify(turn.events)).not.toContain('SECRET-HOST');
    });

    test('when the visitor leaves while it searches', async () => {
      const leaving = new AbortController();
      const knowledgeBase = hangingKnowledgeBase(() => leaving.abort());
      const turn = await (await visit({ knowledgeBase })).says('How do I send logs through a proxy?', leaving.signal);
      expect(turn.events).toEqual([{ type: 'done', answered: false, citations: [], reason: 'stopped' }]);
    });

    test('when the visitor stops it in the middle of an answer', async () => {
      const assistant = await make(setting());
      const stopping = new AbortController();
      const events: ChatEvent[] = [];
      for await (const event of assistant.answer(
        { sessionId: 'session', turnId: 't', text: 'How do I send logs through a proxy?', history: [] },
        stopping.signal,
      )) {
        events.push(event);
        if (event.type === 'delta') stopping.abort();
      }
      expectGrammar(events);
      expect(events.filter((event) => event.type === 'delta')).toHaveLength(1);
      expect(events.at(-1)).toEqual({ type: 'done', answered: false, citations: [1], reason: 'stopped' });
    });

    test('at once when it was stopped before it began', async () => {
      const turn = await (await visit()).says('How do I send logs through a proxy?', AbortSignal.abort());
      expect(turn.events).toEqual([{ type: 'done', answered: false, citations: [], reason: 'stopped' }]);
    });
  });
}

type TurnResult = {
  readonly events: readonly ChatEvent[];
  readonly text: string;
  readonly done: ChatEvent & { readonly type: 'done' };
  readonly citations: readonly (ChatEvent & { readonly type: 'citation' })[];
  readonly confirm: (ChatEvent & { readonly type: 'confirm' }) | undefined;
};

/** A visitor who keeps the history, as the chat does. */
class Visit {
  private readonly assistant: Assistant;
  private history: Turn[] = [];

  constructor(assistant: Assistant) {
    this.assistant = assistant;
  }

  async says(text: string, signal: AbortSignal = new AbortController().signal): Promise<TurnResult> {
    const turnId = `turn-${this.history.length + 1}`;
    const events: ChatEvent[] = [];
    for await (const event of this.assistant.answer({ sessionId: 'session', turnId, text, history: this.history }, signal))
      events.push(event);
    const stored: ChatEvent[] = [{ type: 'session', sessionId: 'session', turnId }, ...events];
    this.history = [
      ...this.history,
      { sessionId: 'session', turnId, text, state: 'finished', startedAt: new Date().toISOString(), events: stored },
    ];
    const done = events.find((event) => event.type === 'done');
    if (!done) throw new Error(`the turn "${text}" has no done event`);
    return {
      events,
      done,
      text: events.map((event) => (event.type === 'delta' ? event.text : '')).join(''),
      citations: events.filter((event) => event.type === 'citation'),
      confirm: events.find((event) => event.type === 'confirm'),
    };
  }

  /** What the chat adds to the last turn: the ticket that its confirmation filed. */
  happened(event: ChatEvent): void {
    this.history = this.history.map((turn, index) =>
      index === this.history.length - 1 ? { ...turn, events: [...turn.events, event] } : turn,
    );
  }
}

/** The order of events that the contract promises. */
function expectGrammar(events: readonly ChatEvent[]): void {
  expect(events.filter((event) => event.type === 'done')).toHaveLength(1);
  expect(events.at(-1)?.type).toBe('done');
  const done = events.at(-1) as ChatEvent & { type: 'done' };
  expect(events.filter((event) => event.type === 'error')).toHaveLength(done.reason === 'error' ? 1 : 0);
  expect(events.filter((event) => event.type === 'confirm')).toHaveLength(done.reason === 'confirm' ? 1 : 0);
  const cited: number[] = [];
  let text = '';
  for (const event of events) {
    if (event.type === 'citation') cited.push(event.n);
    if (event.type !== 'delta') continue;
    text += event.text;
    for (const mark of marksOf(text)) expect(cited, `mark [${mark}] before its citation`).toContain(mark);
  }
  expect(cited).toEqual(cited.map((_, index) => index + 1));
  if (done.answered) expect([...done.citations].sort()).toEqual(cited);
}

/** The marks of a text; `[0]` in code is none. */
function marksOf(text: string): number[] {
  return [...withoutCode(text).matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]));
}

function withoutCode(text: string): string {
  return text.replace(/(`{3,})[\s\S]*?(?:\1|$)/g, '\n').replace(/`[^`\n]*`/g, 'code');
}

/** Blocks of prose without a mark. An introduction counts with the block it introduces; code and tables stand under the line before them. */
function unsupportedText(text: string): string[] {
  const blocks = withoutCode(text).split(/\n{2,}/).map((block) => block.trim()).filter(Boolean); // biome-ignore format: one step a word
  return blocks.filter((block, index) => {
    const next = blocks[index + 1] ?? '';
    return (
      !/\[\d+\]/.test(block) &&
      !block.startsWith('|') &&
      !(/:\**$/.test(block) && /\[\d+\]/.test(next)) &&
      !/\[\d+\]$/.test(blocks[index - 1] ?? '')
    );
  });
}
