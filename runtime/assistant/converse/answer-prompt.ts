import { estimateTokens } from '#core/domain/article.ts';
import type { Passage } from '#core/domain/passage.ts';
import type { Turn } from '#core/domain/session.ts';
import type { ChatRequest, ModelText } from '#core/ports/chat-model.ts';
import type { AnswerRequest, Asked } from '../brain.ts';
import { withoutInstructions } from '../prose/source-text.ts';
import { passageVersions } from '../question/read-versions.ts';
import type { Marker } from './untrusted-block.ts';

/** What the visitor asked before, for questions that lean on it. */
const MAX_EARLIER_QUESTIONS = 2;
const MAX_EARLIER_CHARACTERS = 300;

/** The passages to answer from, best first, each once, as many as the budget has room for and the first in any case. */
export function passagesWithin(asked: readonly Asked[], maxTokens: number): Passage[] {
  const byUrl = new Map(asked.flatMap(({ passages }) => passages).map((passage) => [passage.url, passage]));
  let room = maxTokens;
  return [...byUrl.values()].filter((passage, index) => {
    room -= estimateTokens(`${passage.title}\n${passage.text}`);
    return index === 0 || room >= 0;
  });
}

/** The answering call: it has no tools, and only words can come of it. */
export function answerPrompt(
  { asked, question }: AnswerRequest,
  passages: readonly Passage[],
  brandName: string,
  maxTokens: number,
  marker: Marker,
): ChatRequest {
  const earlier = earlierQuestions(question.history);
  const content: ModelText[] = [
    { text: 'The visitor asks:\n', untrusted: false },
    { text: marker.block('question', asked.map((each) => each.question.text).join('\n')), untrusted: true },
    ...(earlier
      ? [
          { text: '\n\nThe visitor asked before:\n', untrusted: false },
          { text: marker.block('earlier questions', earlier), untrusted: true },
        ]
      : []),
    { text: '\n\nThe passages:\n', untrusted: false },
    ...passages.map((passage, index) => ({ text: `${marker.block(`passage ${index + 1}`, passageText(passage))}\n`, untrusted: true })),
    { text: '\nAnswer the question from the passages, with a mark behind each sentence.', untrusted: false },
  ];
  return {
    system: [
      `You write answers for the support chat of ${brandName}, from numbered passages of its documentation and earlier support answers.`,
      marker.rule,
      [
        '- Say only what the passages say, close to their words. Leave out what they do not say; if they do not answer the question, write only: I do not know.',
        '- Behind every sentence, list item and introduction put the mark of the passage that says it, such as [1] or [1][2]. Without one it will not be shown.',
        '- Numbers, versions, names of properties, commands, error codes and addresses exactly as they stand there. Code whole and unchanged, in a fenced block, its mark in the line before it.',
        '- Steps as a numbered list with none left out. Markdown, but no headings, pictures, HTML or links.',
        '- Where passages are for different versions, say which version each statement is for.',
        '- Write in the language of the passages. Be short and friendly; begin with the answer.',
      ].join('\n'),
    ].join('\n\n'),
    messages: [{ role: 'user', content }],
    maxTokens,
  };
}

function passageText(passage: Passage): string {
  const versions = passageVersions(passage);
  return [
    `Title: ${passage.title}`,
    ...(versions.length ? [`Version: ${versions.join(', ')}`] : []),
    '',
    withoutInstructions(passage.text),
  ].join('\n');
}

function earlierQuestions(history: readonly Turn[]): string {
  return history
    .slice(-MAX_EARLIER_QUESTIONS)
    .map(({ text }) => text.trim().slice(0, MAX_EARLIER_CHARACTERS))
    .join('\n');
}
