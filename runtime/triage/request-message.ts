import { z } from 'zod';

const requestMessage = z.object({ id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/) });

/** The id of the request that a message of the queue names; null for a body that is none of ours. */
export function requestIdIn(body: string): string | null {
  try {
    return requestMessage.parse(JSON.parse(body)).id;
  } catch {
    return null;
  }
}
