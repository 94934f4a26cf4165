import { hash } from 'node:crypto';

/** SHA-256 in hex: ids of content, shards, stored tokens. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content);
}
