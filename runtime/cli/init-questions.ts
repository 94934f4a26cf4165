import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { configProblems } from '#core/config.ts';
import { InvalidInput } from '#core/domain/errors.ts';

/** The address of the docs, the mailbox and who answers it: all that a first start needs. */
export type InitAnswers = {
  readonly site: readonly string[];
  readonly mailbox: readonly string[];
  readonly supportDomain: readonly string[];
  readonly brand: string;
  readonly email: string;
};
type Question = keyof InitAnswers;

const QUESTIONS: Readonly<Record<Question, string>> = {
  site: 'Address of your docs site (empty for none): ',
  mailbox: 'Folder, .eml or .mbox with support mail (empty for none): ',
  supportDomain: 'Domain your support team writes from, such as example.com (empty for none): ',
  brand: 'Name of your product or company: ',
  email: 'E-mail address for visitors when the chat cannot help: ',
};

const SOME_BRAND = { name: 'Example', fallbackEmail: 'help@shop.example' };
const AS_CONFIG: Readonly<Record<Question, (answer: string) => object>> = {
  site: (answer) => ({ sites: [{ start: [answer] }] }),
  mailbox: (answer) => ({ mail: { mailboxes: [answer] } }),
  supportDomain: (answer) => ({ mail: { supportDomains: [answer] } }),
  brand: (answer) => ({ brand: { ...SOME_BRAND, name: answer } }),
  email: (answer) => ({ brand: { ...SOME_BRAND, fallbackEmail: answer } }),
};

/** What is wrong with an answer, by the check of the whole file; null where it will do. */
export function answerProblem(question: Question, answer: string): string | null {
  if (question === 'mailbox' && !existsSync(path.resolve(answer))) return 'does not exist';
  return configProblems({ brand: SOME_BRAND, ...AS_CONFIG[question](answer) })[0]?.problem ?? null;
}

/** Asks for what the flags leave out, and again where an answer will not do. Throws InvalidInput when the person leaves (Ctrl+C, Ctrl+D). */
export async function askForMissing(flags: Partial<InitAnswers>): Promise<InitAnswers> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const ask = async (question: Question, isNeeded: boolean): Promise<string> => {
    for (;;) {
      const answer = (await prompt.question(QUESTIONS[question])).trim();
      const problem = answer ? answerProblem(question, answer) : isNeeded ? 'is needed' : null;
      if (!problem) return answer;
      process.stderr.write(`  ${answer ? `\`${answer}\`` : 'An answer'} ${problem}.\n`);
    }
  };
  const list = async (question: 'site' | 'mailbox' | 'supportDomain', isNeeded = false) => {
    if (flags[question]?.length) return flags[question];
    const answer = await ask(question, isNeeded);
    return answer ? [answer] : [];
  };
  try {
    const site = await list('site');
    // Without a site there must be mail: a start needs something to read.
    const mailbox = await list('mailbox', site.length === 0);
    const supportDomain = mailbox.length ? await list('supportDomain') : (flags.supportDomain ?? []);
    return {
      site,
      mailbox,
      supportDomain,
      brand: flags.brand || (await ask('brand', true)),
      email: flags.email || (await ask('email', true)),
    };
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
    process.stderr.write('\n');
    throw new InvalidInput('`init` was stopped; nothing was written', { cause: error });
  } finally {
    prompt.close();
  }
}
