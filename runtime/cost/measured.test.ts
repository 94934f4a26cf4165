import { expect, test } from 'vitest';
import { measureQuestions } from './fixtures/measure-questions.ts';
import { MEASURED } from './measured.ts';

/** Other words in a prompt move the figures a little; beyond this an estimate is wrong, and the constants want to be measured again. */
const TOLERANCE = 0.1;

test('what a question takes is what it is said to take', async () => {
  const measured = await measureQuestions();
  expect(measured.questions).toBeGreaterThan(50);
  for (const [name, value] of Object.entries(MEASURED)) {
    const now = measured[name as keyof typeof MEASURED];
    expect(Math.abs(now / value - 1), `${name} is ${now.toFixed(2)}, measured.ts says ${value}`).toBeLessThan(TOLERANCE);
  }
});
