import { CommanderError } from 'commander';
import type { CommandResult } from '#core/domain/command-result.ts';
import { InvalidInput, isExpected } from '#core/domain/errors.ts';

/** Exit codes of the contract. */
const DONE = 0;
const FAILED = 1;
const WRONG_USE = 2;

/** A command called as it cannot be: exit code 2, like an unknown option. */
export class WrongUse extends InvalidInput {}

/** Prints what a command gives back. Returns the exit code. */
export function tellResult(result: CommandResult, json: boolean): number {
  if (json) process.stdout.write(`${JSON.stringify(result.report)}\n`);
  else if (result.ok) process.stdout.write(`${result.text}\n`);
  else process.stderr.write(`threadwell: ${result.text}\n`);
  return result.ok ? DONE : FAILED;
}

/** One line that says what failed; the whole story only for what nobody expected. Returns the exit code. */
export function tellError(error: unknown, json: boolean, command = ''): number {
  if (error instanceof CommanderError && error.exitCode === 0) return DONE;
  const isWrongUse = error instanceof CommanderError || error instanceof WrongUse;
  const message = error instanceof CommanderError ? wrongUse(error, command) : error instanceof Error ? error.message : String(error);
  if (json) {
    const code = isWrongUse ? 'bad_request' : isExpected(error) ? error.code : 'internal';
    process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`);
  }
  process.stderr.write(`threadwell: ${message}\n`);
  if (!isWrongUse && !isExpected(error) && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return isWrongUse ? WRONG_USE : FAILED;
}

/** Commander's words in our form: one line, with the help that belongs to it. */
function wrongUse(error: CommanderError, command: string): string {
  const help = `see \`${['threadwell', command, '--help'].filter(Boolean).join(' ')}\``;
  if (error.code === 'commander.help') return `no command was given; ${help}`;
  const said = error.message
    .replace(/^error: /, '')
    .replaceAll('\n', ' ')
    .replace(/\.$/, '');
  return `${said}; ${help}`;
}

/**
 * A reader that goes away (`| head`) is no fault: the work goes on without one. Output that cannot be written for another reason (a full
 * disk) makes the command fail, for the report is what was asked for.
 */
export function surviveClosedOutput(): void {
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`threadwell: the output cannot be written (${error.code}); write it somewhere else\n`);
    process.exitCode = FAILED;
  });
}
