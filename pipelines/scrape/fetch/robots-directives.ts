import { ROBOT_NAME } from './robots.ts';

/** What a page asks of robots, in its meta elements or its X-Robots-Tag header. */
export type RobotsDirectives = { readonly isNoindex: boolean; readonly isNofollow: boolean };

export type RobotsDirectiveSources = {
  /** Every meta element of a page with its name, whatever that is; those for other robots do not count. */
  readonly metas?: readonly { readonly name: string; readonly content: string }[];
  /** X-Robots-Tag: one string for each header line where they are known apart. */
  readonly header?: string | readonly string[] | undefined;
};

/** Directives that have a value after a colon; any other word before a colon is the name of a robot. */
const VALUED = new Set(['unavailable_after', 'max-snippet', 'max-image-preview', 'max-video-preview']);

/**
 * All that is said to every robot and to us counts together, and what forbids wins. `unavailable_after` is not followed: it names a
 * time, and a page that is past it says so by itself.
 */
export function robotsDirectives({ metas = [], header = [] }: RobotsDirectiveSources): RobotsDirectives {
  const said = new Set<string>();
  for (const { name, content } of metas)
    if (isOurs(name.trim().toLowerCase())) for (const word of content.toLowerCase().split(/[\s,;]+/)) said.add(word);
  for (const line of [header].flat()) for (const word of wordsForUs(line)) said.add(word);
  return { isNoindex: said.has('noindex') || said.has('none'), isNofollow: said.has('nofollow') || said.has('none') };
}

/** `otherbot: noindex, nofollow`: a name holds for what follows it, up to the next name. */
function wordsForUs(line: string): string[] {
  let robot = 'robots';
  return line
    .toLowerCase()
    .split(',')
    .flatMap((part) => {
      const colon = part.indexOf(':');
      const name = colon < 0 ? '' : part.slice(0, colon).trim();
      // A time has colons too, and a robot's name is one word.
      const isName = /^[a-z_*][\w*.-]*$/.test(name) && !VALUED.has(name);
      if (isName) robot = name;
      return isOurs(robot) ? (isName ? part.slice(colon + 1) : part).trim().split(/\s+/) : [];
    });
}

function isOurs(robot: string): boolean {
  return robot === 'robots' || robot === '*' || robot === ROBOT_NAME;
}
