import { z } from '@hono/zod-openapi';
import { InvalidInput } from '#core/domain/errors.ts';
import type { AppOptions } from './app-options.ts';
import type { RequestContext } from './route.ts';

const MAX_NAME_CHARACTERS = 80;
/** Carries the name that the curator gave in the desk, percent-encoded, as headers are Latin. */
const CURATOR_HEADER = 'x-threadwell-curator';

/** The headers of what is signed with a name. */
export const signed = z.object({
  [CURATOR_HEADER]: z.string().optional().openapi({ description: 'Who decides, percent-encoded.', example: 'Mira%20Stein' }),
});

/** Who signed in, else the name that the desk sends; without one the person who runs the server, whose key it is. Throws InvalidInput for what is no name. */
export function curatorName(c: RequestContext, { curatorName: owner = 'curator' }: AppOptions): string {
  if (c.env?.person) return c.env.person.name;
  const sent = c.req.header(CURATOR_HEADER);
  if (sent === undefined) return owner;
  const name = decoded(sent)?.trim();
  if (!name || name.length > MAX_NAME_CHARACTERS || /\p{Cc}/u.test(name))
    throw new InvalidInput(`${CURATOR_HEADER} must be your name, percent-encoded, of at most ${MAX_NAME_CHARACTERS} characters`);
  return name;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
