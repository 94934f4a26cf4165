import { describe, expect, test } from 'vitest';
import { type Draft, review } from '#core/domain/draft.ts';
import { LimitReached, UpstreamFailed } from '#core/domain/errors.ts';
import { quotes } from '#core/domain/evidence.ts';
import { distillText } from '../report-text.ts';
import { ANSWER, mailbox, QUESTION } from './fixtures/mailbox.ts';
import { type Answer, echo, playedModel } from './fixtures/models.ts';

/** Sentence 1 asks, 2 asks what it means; 3 to 5 are the answer. */
const better = (): Answer => ({
  title: 'The export stops with E-1042',
  question: { text: 'Since 3.2.1 the export stops every night with E-1042. What does it mean?', quotes: [1, 2] },
  steps: [
    { text: 'The export first writes to a temporary folder. E-1042 says that the temporary folder is full.', quotes: [3] },
    {
      text: 'Set `export.temp` to a directory with at least 2 GB, then restart the service. Nothing is lost: the export goes on where it stopped.',
      quotes: [4, 5],
    },
  ],
});
const words = ({ title, question, steps }: Draft) => [title, question.text, ...steps.map(({ text }) => text)];

test('puts a draft into other words that point at the same mail', async () => {
  const { report, drafts } = await mailbox([{}]).run(playedModel(better));
  const [draft] = drafts;
  expect(words(draft!)).toEqual([better().title, better().question.text, ...better().steps.map(({ text }) => text)]);
  expect(quotes(draft!.steps[1]!, draft!)).toEqual([
    'Set export.temp to a folder with at least 2 GB and restart the service.',
    'Nothing is lost, the export goes on where it stopped.',
  ]);
  expect([draft!.question, ...draft!.steps].every(({ supported }) => supported)).toBe(true);
  expect(draft).toMatchObject({ state: 'proposed', version: 1, symptoms: ['E-1042'], rewritten: { by: 'played' } });
  expect(report.rewriting).toEqual({
    model: 'played',
    rewritten: 1,
    kept: 0,
    texts: { rewritten: 4, kept: 0 },
    failed: {},
    inputTokens: 100,
    outputTokens: 50,
  });
  expect(distillText(report)).toContain('1 drafts reworded by played (4 texts, 0 kept).');
});

test('without a model nothing is said about one, and the draft has the same id', async () => {
  const plain = await mailbox([{}]).run();
  const reworded = await mailbox([{}]).run(playedModel(better));
  expect(plain.report).not.toHaveProperty('rewriting');
  expect(plain.drafts[0]).not.toHaveProperty('rewritten');
  expect(words(plain.drafts[0]!).slice(1)).toEqual([QUESTION, ANSWER]);
  expect(reworded.drafts[0]?.id).toBe(plain.drafts[0]?.id);
});

describe('a draft keeps the words of the mail', () => {
  const edited = (edit: (answer: Answer) => void) => () => {
    const answer = better();
    edit(answer);
    return answer;
  };
  test.each<[string, string, () => unknown]>([
    ['is no object', 'does not fit the schema', () => 'Sorry, I cannot do that.'],
    ['is a list', 'does not fit the schema', () => [better()]],
    ['lacks a member', 'does not fit the schema', () => ({ title: 'x', steps: [] })],
    ['has a member more', 'does not fit the schema', edited((answer) => Object.assign(answer, { approved: true }))],
    ['has a step with a member more', 'does not fit the schema', edited(({ steps }) => Object.assign(steps[0]!, { supported: true }))],
    ['names a quote by its words', 'does not fit the schema', edited(({ steps }) => Object.assign(steps[0]!, { quotes: ['three'] }))],
    [
      'has a step of a page',
      'does not fit the schema',
      edited(({ steps }) => Object.assign(steps[0]!, { text: 'The export writes. '.repeat(60) })),
    ],
    [
      'has a hundred steps',
      'does not fit the schema',
      edited((answer) => Object.assign(answer, { steps: Array(100).fill(answer.steps[0]) })),
    ],
    [
      'has a step of several lines',
      'does not fit the schema',
      edited(({ steps }) => Object.assign(steps[0]!, { text: 'The export\nwrites.' })),
    ],
  ])('when the answer %s', async (_, reason, play) => {
    const { report, drafts } = await mailbox([{}]).run(playedModel(play));
    expect(words(drafts[0]!).slice(1)).toEqual([QUESTION, ANSWER]);
    expect(drafts[0]).not.toHaveProperty('rewritten');
    expect(report.rewriting).toMatchObject({ rewritten: 0, kept: 1, failed: { [reason]: 1 } });
  });

  const set = ({ steps }: Answer, index: number, change: (text: string) => string) =>
    Object.assign(steps[index]!, { text: change(steps[index]!.text) });
  test.each<[string, (answer: Answer) => unknown]>([
    ['names a quote that does not exist', ({ steps }) => steps[0]!.quotes.push(99)],
    ['names the customer’s words', ({ steps }) => steps[0]!.quotes.push(1)],
    ['names nothing', ({ steps }) => steps[0]!.quotes.splice(0)],
    ['changes a number', (answer) => set(answer, 1, (text) => text.replace('2 GB', '4 GB'))],
    ['adds a claim', (answer) => set(answer, 1, (text) => `${text} This is safe in production.`)],
    ['drops a fact', (answer) => set(answer, 1, () => 'Restart the service. Nothing is lost: the export goes on where it stopped.')],
    ['leaves out a sentence', ({ steps }) => steps.shift()],
    ['makes a link', (answer) => set(answer, 1, (text) => text.replace('the service', '[the service](export)'))],
    ['makes a heading', (answer) => set(answer, 0, (text) => `# ${text}`)],
  ])('for a step that %s', async (_, edit) => {
    const answer = better();
    edit(answer);
    const { report, drafts } = await mailbox([{}]).run(playedModel(() => answer));
    expect(words(drafts[0]!)).toEqual([better().title, better().question.text, ANSWER]);
    expect(report.rewriting?.texts).toEqual({ rewritten: 2, kept: 1 });
  });

  test.each([
    ['The export stops with E-1043', QUESTION],
    ['The export stops, see https://evil.example/', QUESTION],
    ['Export stops with E-1042', 'Since 3.2.1 the export never stops.'],
    ['', QUESTION],
  ])('for the title %j and the question %j', async (title, question) => {
    const { drafts } = await mailbox([{}]).run(playedModel(() => ({ ...better(), title, question: { text: question, quotes: [1, 2] } })));
    expect(words(drafts[0]!).slice(0, 2)).toEqual(['Export stops with E-1042', QUESTION]);
  });
});

test('one step that fails leaves the others reworded, in the order of the mail', async () => {
  const answer = `${ANSWER}\n\n  export.temp=/data/tmp\n  export.keep=3\n\nIf you use a proxy, set proxy.host in wrapper.conf.`;
  const play = () =>
    playedModel((prompt) => {
      const number = (part: string) => prompt.quotes.find(({ text }) => text.includes(part))!.number;
      return {
        title: prompt.title,
        question: echo(prompt).question,
        steps: [
          { text: 'Set proxy.host in wrapper.conf if you use a proxy.', quotes: [number('proxy')] },
          { text: 'Set export.temp to 3 GB.', quotes: [3, 4, 5] },
          { text: 'Everything is in export.keep=3.', quotes: [number('export.keep')] },
        ],
      };
    });
  const plain = (await mailbox([{ answer }]).run()).drafts[0]!;
  const { drafts } = await mailbox([{ answer }]).run(play());
  expect(drafts[0]!.steps.map(({ text }) => text)).toEqual([
    ...plain.steps.slice(0, 2).map(({ text }) => text),
    'Set proxy.host in wrapper.conf if you use a proxy.',
  ]);
  expect(plain.steps[1]!.text).toMatch(/^```/);
});

test('a list keeps its numbers', async () => {
  const answer =
    'Do this:\n\n1. Stop the exporter service on both servers.\n2. Set export.temp to a folder with at least 2 GB.\n3. Start the exporter service again.';
  const { drafts } = await mailbox([{ answer }]).run(
    playedModel((prompt) => {
      const made = echo(prompt);
      for (const step of made.steps) step.text = step.text.replace(/^\d+\. /, '');
      return made;
    }),
  );
  expect(drafts[0]!.steps.slice(1).map(({ text }) => text.slice(0, 7))).toEqual(['1. Stop', '2. Set ', '3. Star']);
});

describe('when the model is away', () => {
  const six = [...'abcdef'].map((letter) => ({
    subject: `Export ${letter} stops`,
    answer: ANSWER.replaceAll('E-1042', `E-10${letter.charCodeAt(0)}`).replace('export.temp', `${letter}${letter}.temp`),
  }));

  test('the run ends all the same, and says so in one line', async () => {
    const model = playedModel(() => {
      throw new UpstreamFailed('the model’s server gives no answer (ECONNREFUSED); check that it runs, and run it again');
    });
    const { run, logged } = mailbox(six);
    const { report, drafts } = await run(model);
    expect(drafts).toHaveLength(6);
    expect(report.rewriting).toMatchObject({ rewritten: 0, kept: 6, stopped: expect.stringContaining('ECONNREFUSED') });
    // Three failures in a row are enough, and at most three more were on their way.
    expect(model.requests.length).toBeLessThanOrEqual(6);
    expect(logged.filter((line) => line.startsWith('warn'))).toHaveLength(1);
    expect(
      distillText(report)
        .split('\n')
        .filter((line) => line.includes('model')),
    ).toHaveLength(1);
  });

  test.each([
    ['wrong credentials', new UpstreamFailed('refused', { retryable: false }), 4],
    ['a spent budget', new LimitReached('spent', 'budget_spent'), 4],
    ['an error of the program', new TypeError('x is undefined'), 6],
  ])('by %s it is not asked again and again', async (_, error, most) => {
    const model = playedModel(() => Promise.reject(error));
    const { report, drafts } = await mailbox(six).run(model);
    expect(drafts).toHaveLength(6);
    expect(report.rewriting?.stopped).toBeDefined();
    expect(model.requests.length).toBeLessThanOrEqual(most);
  });

  test('one failure in between costs one draft its words', async () => {
    let calls = 0;
    const model = playedModel((prompt) => {
      if (++calls === 2) throw new LimitReached('the model’s answer is longer than 10 tokens', 'too_large');
      return echo(prompt);
    });
    const { report } = await mailbox(six).run(model);
    expect(report.rewriting).toMatchObject({ rewritten: 5, kept: 1, failed: { 'too long': 1 } });
    expect(report.rewriting).not.toHaveProperty('stopped');
  });
});

describe('a second run', () => {
  test('asks nothing and changes nothing, whatever a reviewer decided', async () => {
    const { run, ports } = mailbox([{}]);
    const first = await run(playedModel(better));
    await ports.drafts.put(review(first.drafts[0]!, 'approved', { who: 'mira', at: '2026-11-21T11:00:00Z' }));
    const model = playedModel(better);
    const again = await run(model);
    expect(model.requests).toHaveLength(0);
    expect(again.report).toMatchObject({ added: 0, rewriting: { rewritten: 0, kept: 0 } });
    expect(again.drafts[0]).toMatchObject({ state: 'approved', title: better().title });
  });

  test('over a part of the mailbox does not double what the whole one made', async () => {
    const { run, ports, mails } = mailbox([{}, { question: 'The export stops with E-1042 since 3.2.1. What does it mean?' }]);
    const first = await run(playedModel(echo));
    expect(first.report).toMatchObject({ drafts: 1, merged: 1 });
    const { unlinkSync } = await import('node:fs');
    for (const file of ['q1.eml', 'a1.eml']) unlinkSync(`${mails}/${file}`);
    const model = playedModel(better);
    await run(model);
    expect(await ports.drafts.list()).toHaveLength(1);
    expect(model.requests).toHaveLength(0);
  });
});
