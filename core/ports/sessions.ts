import type { Session } from '#core/domain/session.ts';

/** Visitors' sessions by the hash of their token. Expired ones are kept for the renewal time and vanish afterwards. */
export interface Sessions {
  create(session: Session): Promise<void>;
  /** The session whose current token has this hash, expired or not, or null. The caller compares `expiresAt`. */
  findByToken(tokenHash: string): Promise<Session | null>;
  /** Replaces the token of a session; the one before stops working. Throws Conflict when `previousTokenHash` is not the current one. */
  renew(sessionId: string, previousTokenHash: string, next: { tokenHash: string; expiresAt: string }): Promise<void>;
}
