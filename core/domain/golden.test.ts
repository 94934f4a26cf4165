import { describe, expect, test } from 'vitest';
import { metrics, metricsByTag, type Outcome, parseGolden, rankOf } from './golden.ts';

describe('parseGolden', () => {
  test('reads questions, several urls and tags', () => {
    const csv =
      'question,url,tags\n"Why, and how?",https://a.example/x#y https://a.example/z,typo;hard\nWeather?,,refuse;near-miss\nPlain,https://a.example/,\n';
    expect(parseGolden(csv, 'golden.csv')).toEqual([
      { question: 'Why, and how?', urls: ['https://a.example/x#y', 'https://a.example/z'], tags: ['typo', 'hard'] },
      { question: 'Weather?', urls: [], tags: ['refuse', 'near-miss'] },
      { question: 'Plain', urls: ['https://a.example/'], tags: [] },
    ]);
  });

  test.each([
    ['', /row 1: the header/],
    ['question,url\n', /row 1: the header/],
    ['question,url,tags\n', /has no question/],
    ['question,url,tags\n ,https://a.example/,x\n', /row 2: needs a question/],
    ['question,url,tags\nfine,,\nA,b\n', /row 3: needs a question/],
    ['question,url,tags\nfine,not-a-url,\n', /row 2: `not-a-url` is no address/],
  ])('%j is refused', (csv, message) => {
    expect(() => parseGolden(csv, 'golden.csv')).toThrow(message);
  });
});

test.each([
  ['https://a.example/x#y', 1],
  ['https://a.example/x#y:~:part=2', 1],
  ['https://a.example/x', 0],
  ['https://a.example/x#other', 0],
])('%s is at place %i of an answer listed as …/x#y', (url, rank) => {
  expect(rankOf({ urls: ['https://a.example/x#y'] }, [url])).toBe(rank);
});

const outcome = (given: Partial<Outcome>): Outcome => ({
  question: 'q',
  urls: ['https://a.example/1'],
  tags: [],
  found: [],
  answered: true,
  cited: [],
  ...given,
});
const others = (count: number) => Array.from({ length: count }, (_, index) => `https://other.example/${index}`);

describe('metrics', () => {
  test('counts by rank, citation and refusal', () => {
    const right = 'https://a.example/1';
    const all = [
      outcome({ found: [right], cited: [right] }),
      outcome({ found: [...others(3), right], cited: ['https://other.example/0'] }),
      outcome({ found: [...others(7), right], answered: false }),
      outcome({ found: others(10), answered: false }),
      outcome({ urls: [], answered: false }),
      outcome({ urls: [], answered: true, cited: [right] }),
      outcome({ urls: [], answered: false }),
    ];
    const got = metrics(all);
    expect(got).toMatchObject({
      questions: 7,
      recallAt1: 0.25,
      recallAt5: 0.5,
      recallAt10: 0.75,
      citationAccuracy: 0.5,
      falseRefusals: 0.5,
    });
    expect(got.mrr).toBeCloseTo((1 + 1 / 4 + 1 / 8) / 4);
    expect(got.ndcgAt10).toBeCloseTo((1 + 1 / Math.log2(5) + 1 / Math.log2(9)) / 4);
    expect(got.refusalAccuracy).toBeCloseTo(2 / 3);
  });

  test('a figure that nothing asks for is null', () => {
    expect(metrics([])).toMatchObject({ questions: 0, recallAt5: null, mrr: null, refusalAccuracy: null, citationAccuracy: null });
    expect(metrics([outcome({ urls: [] })]).recallAt1).toBeNull();
  });

  test('groups by tag; a question may be in several', () => {
    const groups = metricsByTag([outcome({ tags: ['b', 'a'] }), outcome({ tags: ['b'] })]);
    expect(Object.entries(groups).map(([tag, group]) => [tag, group.questions])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });
});
