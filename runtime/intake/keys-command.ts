import { API_KEY_NAME, type ApiKey, apiKeyId, apiKeyText, KEY_PER_DAY, KEY_PER_MINUTE } from '#core/domain/api-key.ts';
import type { CommandResult } from '#core/domain/command-result.ts';
import { sha256 } from '#core/domain/digest.ts';
import { InvalidInput, NotFound } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';

type Ports = Pick<Platform, 'apiKeys' | 'clock' | 'ids'>;
export type KeyQuota = { readonly perMinute?: number | undefined; readonly perDay?: number | undefined };

/** `keys list`: who has a key, never the key or its hash. */
export async function listKeys({ apiKeys }: Pick<Ports, 'apiKeys'>): Promise<CommandResult> {
  const keys = (await apiKeys.list()).map(({ hash: _, ...shown }) => shown);
  const text = keys.length ? keys.map(keyText).join('\n') : 'No keys. `threadwell keys create NAME` makes one.';
  return { report: { keys }, text, ok: true };
}

/** `keys create NAME`: tells the key, this once. Throws Conflict where the name has or had one. */
export async function createKey(name: string, quota: KeyQuota, { apiKeys, clock, ids }: Ports): Promise<CommandResult> {
  checkName(name);
  const { perMinute = KEY_PER_MINUTE, perDay = KEY_PER_DAY } = quota;
  const id = apiKeyId(name);
  const secret = ids.random(256);
  const createdAt = clock.now().toISOString();
  await apiKeys.create({ id, name, hash: sha256(secret), scopes: ['intake'], perMinute, perDay, createdAt, revokedAt: null });
  const key = apiKeyText(id, secret);
  const text = [key, `The key of ${name}, for ${perMinute} calls a minute and ${perDay} a day. It is shown this once; keep it safe.`];
  return { report: { id, name, key, perMinute, perDay }, text: text.join('\n'), ok: true };
}

/** `keys revoke NAME`. */
export async function revokeKey(name: string, { apiKeys, clock }: Ports): Promise<CommandResult> {
  checkName(name);
  const revoked = await apiKeys.revoke(apiKeyId(name), clock.now().toISOString());
  if (!revoked) throw new NotFound(`there is no key ${name}; \`threadwell keys list\` names them`);
  return { report: { id: revoked.id, name, revokedAt: revoked.revokedAt }, text: `The key ${name} works for nothing any more.`, ok: true };
}

function checkName(name: string): void {
  if (!API_KEY_NAME.test(name)) throw new InvalidInput('the name of a key must have 1 to 64 of the characters A-Z a-z 0-9 . _ -');
}

function keyText({ name, perMinute, perDay, createdAt, revokedAt }: Omit<ApiKey, 'hash'>): string {
  const day = (time: string) => time.slice(0, 10);
  const state = revokedAt === null ? `since ${day(createdAt)}, ${perMinute} a minute, ${perDay} a day` : `revoked on ${day(revokedAt)}`;
  return `${name.padEnd(24)} ${state}`;
}
