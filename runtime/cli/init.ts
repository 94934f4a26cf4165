import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseConfig } from '#core/config.ts';
import type { CommandResult } from '#core/domain/command-result.ts';
import { InvalidInput } from '#core/domain/errors.ts';

export type InitFlags = {
  readonly site?: string[];
  readonly mailbox?: string[];
  readonly supportDomain?: string[];
  readonly brand?: string;
  readonly email?: string;
  readonly force?: boolean;
};

/** The address of the docs, the mailbox and who answers it: all that a first start needs. */
const QUESTIONS = {
  site: 'Address of your docs site (empty for none): ',
  mailbox: 'Folder, .eml or .mbox with support mail (empty for none): ',
  supportDomain: 'Domain your support team writes from, such as example.com (empty for none): ',
  brand: 'Name of your product or company: ',
  email: 'E-mail address for visitors when the chat cannot help: ',
} as const;

/**
 * Writes `threadwell.config.json` into the folder, from flags or, where a person sits at the terminal, by asking for what the flags
 * leave out. Throws InvalidInput when a file is there already (`--force` replaces it) or when an answer is not usable.
 */
export async function initCommand(
  folder: string,
  flags: InitFlags,
  terminal: { interactive: boolean; projectRoot: string },
): Promise<CommandResult> {
  const file = path.join(folder, 'threadwell.config.json');
  if (existsSync(file) && !flags.force) throw new InvalidInput(`${file} is there already; edit it, or replace it with --force`);
  const answers = terminal.interactive ? await askForMissing(flags) : flags;
  if (!answers.brand) throw new InvalidInput('`init` needs the name of your product: add --brand NAME');
  if (!answers.email) throw new InvalidInput('`init` needs an e-mail address for visitors: add --email ADDRESS');
  if (!answers.site?.length && !answers.mailbox?.length)
    throw new InvalidInput('`init` needs something to read: add --site URL, --mailbox PATH, or both');
  const value = configOf(answers, folder, terminal.projectRoot);
  parseConfig(value, folder, file);
  const missing = (answers.mailbox ?? []).filter((mailbox) => !existsSync(path.resolve(mailbox)));
  if (missing.length) throw new InvalidInput(`mailbox ${missing[0]} does not exist; correct --mailbox`);
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
  return {
    report: { file },
    text: `Wrote ${file}\nNext: threadwell start --config ${path.relative(process.cwd(), file) || file}`,
    ok: true,
  };
}

async function askForMissing(flags: InitFlags): Promise<InitFlags> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const ask = async (question: string) => (await prompt.question(question)).trim();
  const list = async (given: string[] | undefined, question: string) => {
    if (given?.length) return given;
    const answer = await ask(question);
    return answer ? [answer] : [];
  };
  try {
    return {
      site: await list(flags.site, QUESTIONS.site),
      mailbox: await list(flags.mailbox, QUESTIONS.mailbox),
      supportDomain: await list(flags.supportDomain, QUESTIONS.supportDomain),
      brand: flags.brand ?? (await ask(QUESTIONS.brand)),
      email: flags.email ?? (await ask(QUESTIONS.email)),
    };
  } finally {
    prompt.close();
  }
}

function configOf(answers: InitFlags, folder: string, projectRoot: string): object {
  const sites = (answers.site ?? []).map((start) => ({ start: [start], ...(isLoopback(start) ? { allowPrivate: true } : {}) }));
  const mailboxes = (answers.mailbox ?? []).map((mailbox) => path.relative(folder, path.resolve(mailbox)) || '.');
  return {
    $schema: path.relative(folder, path.join(projectRoot, 'threadwell.schema.json')),
    brand: { name: answers.brand, fallbackEmail: answers.email },
    sites,
    mail: { mailboxes, supportDomains: answers.supportDomain ?? [] },
    // In the project's own folder `data/local` belongs to the samples.
    ...(path.resolve(folder) === path.resolve(projectRoot) ? { data: 'data/local/own' } : {}),
  };
}

/** A site on this machine is named by its owner on purpose: it may be read without another flag. */
function isLoopback(start: string): boolean {
  return URL.canParse(start) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(start).hostname);
}
