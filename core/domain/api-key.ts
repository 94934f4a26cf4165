import { timingSafeEqual } from 'node:crypto';
import { sha256 } from './digest.ts';

/** A service's permission to call. The key itself is told once; only its hash is kept. */
export type ApiKey = {
  /** Public and part of the key, so that it is found without being tried against all. Made of the name: a name has one key. */
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the secret part. */
  readonly hash: string;
  readonly scopes: readonly 'intake'[];
  readonly perMinute: number;
  readonly perDay: number;
  readonly createdAt: string;
  readonly revokedAt: string | null;
};

/** A service that passes on what people write; more is a loop that went wrong. */
export const KEY_PER_MINUTE = 60;
export const KEY_PER_DAY = 5_000;
/** As files and tags are named. */
export const API_KEY_NAME = /^[A-Za-z0-9._-]{1,64}$/;

const TEXT = /^tw_([0-9a-f]{12})_([0-9a-f]{64})$/;

export function apiKeyId(name: string): string {
  return sha256(name).slice(0, 12);
}

/** `tw_ID_SECRET`, of 256 random bits in hex. */
export function apiKeyText(id: string, secret: string): string {
  return `tw_${id}_${secret}`;
}

/** What was presented as a key; null for anything else. */
export function readApiKey(text: string): { readonly id: string; readonly secret: string } | null {
  const [, id, secret] = TEXT.exec(text) ?? [];
  return id && secret ? { id, secret } : null;
}

/** Whether this secret opens with the key now. */
export function opens(key: ApiKey, secret: string): boolean {
  return key.revokedAt === null && timingSafeEqual(Buffer.from(sha256(secret)), Buffer.from(key.hash));
}
