import type { TokenStore } from './chat-api.ts';

/** The tab's own storage; where the browser forbids it (a sandboxed frame, blocked cookies), memory that ends with the page. */
export function tabStore(): TokenStore {
  try {
    // Reading the property is what throws.
    return sessionStorage;
  } catch {
    const kept = new Map<string, string>();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    };
  }
}
