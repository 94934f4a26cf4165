import type { CommandResult } from '#core/domain/command-result.ts';
import type { Platform } from '#core/ports/platform.ts';
import { createKey, type KeyQuota, listKeys, revokeKey } from '../intake/keys-command.ts';
import { WrongUse } from './output.ts';

/** `keys …`. Throws WrongUse for an action that is none, or that was called with too much or too little. */
export async function manageKeys(
  platform: Pick<Platform, 'apiKeys' | 'clock' | 'ids'>,
  action: string,
  name: string | undefined,
  flags: KeyQuota,
): Promise<CommandResult> {
  if (action === 'list') {
    if (name !== undefined) throw new WrongUse(`threadwell keys list takes nothing more; leave \`${name}\` out`);
    return await listKeys(platform);
  }
  if (action !== 'create' && action !== 'revoke') throw new WrongUse(`keys ${action} is unknown; use one of list, create, revoke`);
  if (name === undefined) throw new WrongUse(`keys ${action} needs NAME: \`threadwell keys ${action} NAME\``);
  return action === 'create' ? await createKey(name, flags, platform) : await revokeKey(name, platform);
}
