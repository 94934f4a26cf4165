import { InvalidInput } from '#core/domain/errors.ts';

/** A pattern of addresses; `ofPath` when it names no scheme and is matched against the path alone. */
export type Glob = { readonly alternatives: readonly (readonly Step[])[]; readonly ofPath: boolean };

/** A character, `*` within a segment, `**` across segments, or a number of steps that may be left out. */
type Step = { readonly character: string } | { readonly star: '*' | '**' } | { readonly optional: number };

const MAX_GLOB_LENGTH = 500;
/** What choices in braces may multiply to. */
const MAX_ALTERNATIVES = 200;

/** `*` stays within a path segment, `**` does not, `{a,b}` is a choice. */
export function parseGlob(glob: string): Glob {
  if (glob.length > MAX_GLOB_LENGTH)
    throw new InvalidInput(`the glob \`${glob.slice(0, 60)}…\` is over ${MAX_GLOB_LENGTH} characters; shorten it`);
  return { alternatives: alternativesOf(glob).map(stepsOf), ofPath: !glob.includes('://') };
}

/**
 * All places in the pattern that the text so far may have reached are followed at once, so the cost is length times length: the addresses
 * are the site's, and a regular expression with several stars could be held for hours by one of them.
 */
export function matchesGlob(glob: Glob, text: string): boolean {
  return glob.alternatives.some((steps) => matchesSteps(steps, text));
}

function matchesSteps(steps: readonly Step[], text: string): boolean {
  let reached = withoutText(steps, [0]);
  for (const character of text) {
    const next: number[] = [];
    for (const at of reached) {
      const step = steps[at];
      if (!step || 'optional' in step) continue;
      if ('character' in step) {
        if (step.character === character) next.push(at + 1);
      } else if (step.star === '**' || character !== '/') next.push(at);
    }
    if (next.length === 0) return false;
    reached = withoutText(steps, next);
  }
  return reached.has(steps.length);
}

/** Those places and all that are reached from them without a character: a star may be nothing, and what is optional left out. */
function withoutText(steps: readonly Step[], from: readonly number[]): ReadonlySet<number> {
  const reached = new Set(from);
  // A set that grows while it is walked is walked to its end.
  for (const at of reached) {
    const step = steps[at];
    if (!step || 'character' in step) continue;
    reached.add(at + 1);
    if ('optional' in step) reached.add(at + 1 + step.optional);
  }
  return reached;
}

function stepsOf(glob: string): Step[] {
  return [...glob.matchAll(/\/\*\*$|\*\*\/|\*+|[^*]/gsu)].flatMap(([token]): Step[] => {
    // `/**` at the end is the folder itself too, and `**/` may be no folder.
    if (token === '/**') return [{ optional: 2 }, { character: '/' }, { star: '**' }];
    if (token === '**/') return [{ optional: 2 }, { star: '**' }, { character: '/' }];
    if (token.startsWith('*')) return [{ star: token === '*' ? '*' : '**' }];
    return [{ character: token }];
  });
}

/** Opens the choices from the inside out. */
function alternativesOf(glob: string): string[] {
  const waiting = [glob];
  const found: string[] = [];
  for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
    const choice = /\{([^{}]*)\}/.exec(text);
    if (!choice) {
      if (text.includes('{')) throw new InvalidInput(`the glob \`${glob}\` opens a brace that it does not close; close it`);
      found.push(text);
    } else
      for (const part of choice[1]!.split(','))
        waiting.push(text.slice(0, choice.index) + part + text.slice(choice.index + choice[0].length));
    if (waiting.length + found.length > MAX_ALTERNATIVES)
      throw new InvalidInput(`the glob \`${glob}\` has over ${MAX_ALTERNATIVES} choices; write it as several`);
  }
  return [...new Set(found)];
}
