import type { TokenStore } from './chat-api.ts';

/** The tab's own storage; null where the browser forbids it: a sandboxed frame, blocked cookies. */
export function tabStore(): TokenStore | null {
  try {
    // Reading the property is what throws.
    return sessionStorage;
  } catch {
    return null;
  }
}
