import type { ApiKey } from '#core/domain/api-key.ts';

/** Keys of services. */
export interface ApiKeys {
  /** Throws Conflict where the name had a key before, a revoked one too: what it did stays told apart. */
  create(key: ApiKey): Promise<void>;
  /** Null for an unknown id. */
  get(id: string): Promise<ApiKey | null>;
  /** All of them, revoked ones too, by name. */
  list(): Promise<ApiKey[]>;
  /** Works for nothing from now on. Null for an unknown id; a revoked key keeps its first time. */
  revoke(id: string, at: string): Promise<ApiKey | null>;
}
