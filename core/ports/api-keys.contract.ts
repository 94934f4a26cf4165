import { describe, expect, test } from 'vitest';
import { type ApiKey, apiKeyId } from '#core/domain/api-key.ts';
import type { ApiKeys } from './api-keys.ts';

/** What each ApiKeys adapter must do. */
export function describeApiKeys(name: string, make: () => Promise<ApiKeys>) {
  const keyOf = (name: string): ApiKey => ({
    id: apiKeyId(name),
    name,
    hash: 'a'.repeat(64),
    scopes: ['intake'],
    perMinute: 60,
    perDay: 5_000,
    createdAt: '2026-11-21T10:00:00.000Z',
    revokedAt: null,
  });
  const crm = keyOf('crm');

  describe(`ApiKeys: ${name}`, () => {
    test('keeps keys as they are and lists them by name', async () => {
      const keys = await make();
      for (const one of ['web-form', 'crm', 'mail']) await keys.create(keyOf(one));
      expect([await keys.get(crm.id), await keys.get('000000000000')]).toEqual([crm, null]);
      expect((await keys.list()).map(({ name }) => name)).toEqual(['crm', 'mail', 'web-form']);
    });

    test('gives a name one key, also after it was revoked', async () => {
      const keys = await make();
      await keys.create(crm);
      await keys.revoke(crm.id, '2026-11-22T10:00:00.000Z');
      await expect(keys.create({ ...crm, hash: 'b'.repeat(64) })).rejects.toThrow(/another name/);
    });

    test('revokes once and keeps the first time', async () => {
      const keys = await make();
      await keys.create(crm);
      const revoked = { ...crm, revokedAt: '2026-11-22T10:00:00.000Z' };
      expect(await keys.revoke(crm.id, '2026-11-22T10:00:00.000Z')).toEqual(revoked);
      expect(await keys.revoke(crm.id, '2026-11-23T10:00:00.000Z')).toEqual(revoked);
      expect(await keys.get(crm.id)).toEqual(revoked);
      expect(await keys.revoke('000000000000', '2026-11-23T10:00:00.000Z')).toBeNull();
    });
  });
}
