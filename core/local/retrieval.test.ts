import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uploadArticles } from '#core/ports/knowledge-base.contract.ts';
import { noLog } from '#core/ports/log.ts';
import { openDatabase } from './database.ts';
import { localFiles } from './files.ts';
import { ovenArticles } from './fixtures/oven-articles.ts';
import { localKnowledgeBase } from './knowledge-base.ts';
import { localServing } from './serving.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'threadwell-retrieval-'));
const database = openDatabase(folder);
const files = localFiles(folder);
const knowledgeBase = localKnowledgeBase({
  database,
  files,
  serving: localServing(database),
  clock: { now: () => new Date(0) },
  log: noLog,
});
beforeAll(async () => {
  await uploadArticles(files, 'blue', 'web_docs', ovenArticles);
  await knowledgeBase.startIngestion('blue', 'web_docs');
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});
const retrieve = (text: string) => knowledgeBase.retrieve({ text, limit: 5, side: 'blue' });
const best = async (text: string) => (await retrieve(text))[0]?.url.replace('https://oven.example/', '');
const confidence = async (text: string) => Math.max(0, ...(await retrieve(text)).map((passage) => passage.confidence));
const { minConfidence } = knowledgeBase;

describe('an error code', () => {
  test.each(['E-21', 'what does E21 mean', 'E-21 with the lamp of the S7 Pro after descaling'])(
    '%s: its article comes first',
    async (question) => {
      expect(await best(question)).toBe('errors#e-21');
      expect(await confidence(question)).toBeGreaterThan(minConfidence);
    },
  );

  test('that no article knows is answered by none, whatever else the question says', async () => {
    expect(await confidence('E-22 when I descale the boiler')).toBeLessThan(minConfidence);
    expect(await confidence('E-22')).toBeLessThan(minConfidence);
  });
});

describe('what is said in one place', () => {
  test('counts more than the same words all over an article', async () => {
    const [first, second] = await retrieve('the bell when the timer ends');
    expect([first!.url, second!.url]).toEqual(['https://oven.example/bell#2', 'https://oven.example/bell#1']);
    expect(first!.confidence).toBeGreaterThan(second!.confidence + 0.1);
  });

  test('a row is read with the header of its table', async () => {
    expect(await best('range of the steam mode')).toBe('cook#modes');
    expect(await best('noise of the S7 Pro')).toBe('data');
    expect(await confidence('noise of the S7 Pro')).toBeGreaterThan(0.8);
  });

  test('one word in common out of several is chance', async () => {
    expect(await confidence('vinegar')).toBeGreaterThan(minConfidence);
    expect(await confidence('vinegar or fish')).toBeLessThan(minConfidence);
  });
});

describe('other words', () => {
  test.each([
    ['how heavy is it', 'data'],
    ['how loud is it', 'data'],
    ['our toddler plays with the buttons', 'safety#child'],
    ['electricity was gone, set the time', 'start#clock'],
    ['vapor comes out', 'door'],
    ['how do I switch on the oven from afar', 'cook#remote'],
    ['when is the warranty lost', 'warranty'],
    ['the bulb', 'care#lamp'],
    ['how do I switch on', 'cook#remote'],
  ])('%s → %s', async (question, url) => {
    expect(await best(question)).toBe(url);
  });

  test('of words that ask for nothing', async () => {
    expect(await confidence('wich warranty dose it have')).toBeGreaterThan(0.8);
    expect(await confidence('which theme does it have')).toBeLessThan(minConfidence);
  });

  test.each([
    ['desclaing', 'care#descale'],
    ['the aplication', 'network'],
    ['kye symbol', 'safety#child'],
  ])('in spite of slips: %s → %s', async (question, url) => {
    expect(await best(question)).toBe(url);
  });
});

test('a pronoun may part a phrase', async () => {
  expect(await confidence('how do I switch on')).toBeGreaterThan(minConfidence);
});

test('a heading that says what was asked and no more comes first', async () => {
  expect(await best('fill the tank')).toBe('water#fill');
  expect(await best('child lock')).toBe('safety#child');
  expect(await best('racks')).toBe('racks');
});

test.each([
  'does it work with Alexa',
  'can I connect it to GitHub',
  'recipe for lasagne',
  'is the tray dishwasher safe',
  'what colour is the front',
  'my bicycle has a flat tyre',
  'tell me a joke about cats',
])('%s: nothing is confident', async (question) => {
  expect(await confidence(question)).toBeLessThan(minConfidence);
});
