import { parentPort } from 'node:worker_threads';
import { isExpected } from '#core/domain/errors.ts';
import { type ReadPage, readPage, type SentPage } from './read-page.ts';

/** What a worker answers: the page, or why it was not read. `isExpected`: the message is for the report, else for the log. */
export type Answer =
  | { readonly page: ReadPage | null }
  | { readonly problem: { readonly name: string; readonly message: string; readonly isExpected: boolean } };

parentPort!.on('message', (sent: SentPage) => parentPort!.postMessage(answer(sent)));

function answer(sent: SentPage): Answer {
  try {
    return { page: readPage(sent) };
  } catch (error) {
    const { name, message, stack } = error as Error;
    return { problem: { name, message: isExpected(error) ? message : (stack ?? message), isExpected: isExpected(error) } };
  }
}
