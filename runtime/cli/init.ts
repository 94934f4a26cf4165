import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseConfig } from '#core/config.ts';
import type { CommandResult } from '#core/domain/command-result.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { answerProblem, askForMissing, type InitAnswers } from './init-questions.ts';

export type InitFlags = Partial<InitAnswers> & { readonly force?: boolean };

/**
 * Writes a configuration, from flags or, where a person sits at the terminal, by asking for what the flags leave out. Paths among the
 * answers are relative to the current folder. Throws InvalidInput when a file is there already (`--force` replaces it) or when an answer
 * is not usable.
 */
export async function initCommand(
  name: string,
  flags: InitFlags,
  terminal: { interactive: boolean; projectRoot: string },
): Promise<CommandResult> {
  const file = path.resolve(name);
  const folder = path.dirname(file);
  if (existsSync(file) && !flags.force) throw new InvalidInput(`${file} is there already; edit it, or replace it with --force`);
  checkFlags(flags);
  const answers = terminal.interactive ? await askForMissing(flags) : flags;
  if (!answers.brand) throw new InvalidInput('`init` needs the name of your product: add --brand NAME');
  if (!answers.email) throw new InvalidInput('`init` needs an e-mail address for visitors: add --email ADDRESS');
  if (!answers.site?.length && !answers.mailbox?.length)
    throw new InvalidInput('`init` needs something to read: add --site URL, --mailbox PATH, or both');
  const value = configOf(answers, folder, terminal.projectRoot);
  parseConfig(value, folder, file);
  try {
    writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
  } catch (error) {
    throw new InvalidInput(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}); name another with --config`, {
      cause: error,
    });
  }
  return { report: { file }, text: `Wrote ${file}\nNext: ${nextCommand(file, terminal.projectRoot)}`, ok: true };
}

/** The flag is named, since nothing is written where the place in the file could be looked up. */
function checkFlags({ site = [], mailbox = [], supportDomain = [], brand, email }: InitFlags): void {
  const given = [
    ...site.map((answer) => ['site', '--site', answer] as const),
    ...mailbox.map((answer) => ['mailbox', '--mailbox', answer] as const),
    ...supportDomain.map((answer) => ['supportDomain', '--support-domain', answer] as const),
    ...(brand ? [['brand', '--brand', brand] as const] : []),
    ...(email ? [['email', '--email', email] as const] : []),
  ];
  for (const [question, flag, answer] of given) {
    const problem = answerProblem(question, answer);
    if (problem) throw new InvalidInput(`${flag} is \`${answer}\`, which ${problem}; correct ${flag}`);
  }
}

function configOf(answers: Partial<InitAnswers>, folder: string, projectRoot: string): object {
  const sites = (answers.site ?? []).map((start) => ({ start: [start], ...(isLoopback(start) ? { allowPrivate: true } : {}) }));
  const mailboxes = (answers.mailbox ?? []).map((mailbox) => path.relative(folder, path.resolve(mailbox)) || '.');
  return {
    $schema: path.relative(folder, path.join(projectRoot, 'threadwell.schema.json')),
    brand: { name: answers.brand, fallbackEmail: answers.email },
    sites,
    mail: { mailboxes, supportDomains: answers.supportDomain ?? [] },
    // In the project's own folder `data/local` belongs to the samples.
    ...(folder === path.resolve(projectRoot) ? { data: 'data/local/own' } : {}),
  };
}

/** A site on this machine is named by its owner on purpose: it may be read without another flag. */
function isLoopback(start: string): boolean {
  return URL.canParse(start) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(start).hostname);
}

/** To be pasted into the same terminal: the program need not be on the PATH. */
function nextCommand(file: string, projectRoot: string): string {
  const fromHere = (target: string) => path.relative(process.cwd(), target);
  const program = fromHere(path.join(projectRoot, 'bin/threadwell'));
  return `${program.startsWith('.') ? program : `./${program}`} start --config ${fromHere(file)}`;
}
