/**
 * What one question takes, as the golden questions of the samples took it of the converse assistant (`measured.test.ts` measures again). Tokens
 * are four characters, judged characters are those that a guardrail looks at: what was written outside, and the answer.
 */
export const MEASURED = {
  readerInputTokens: 547,
  readerOutputTokens: 19,
  answerInputTokens: 707,
  /** Of a stand-in that copies the best passage; see {@link WORDINESS}. */
  answerOutputTokens: 91,
  searches: 0.99,
  judgedCharacters: 2_533,
  eventBytes: 974,
} as const;

/** Models write an introduction and several passages' worth where the stand-in copies one: about three times as much. */
export const WORDINESS = 3;
