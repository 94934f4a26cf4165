import type { CommandResult } from '#core/domain/command-result.ts';
import type { Platform } from '#core/ports/platform.ts';
import { listRequests, retryRequests, showDeadLetters } from '../triage/requests-command.ts';
import { WrongUse } from './output.ts';

/** `requests …`. Throws WrongUse for an action that is none, or that was called with too much or too little. */
export async function manageRequests(
  platform: Pick<Platform, 'queue' | 'supportRequests'>,
  action: string,
  ids: readonly string[],
  { all = false }: { readonly all?: boolean },
): Promise<CommandResult> {
  if (action === 'retry') {
    if (all === ids.length > 0) throw new WrongUse('requests retry needs either ID or --all: `threadwell requests retry ID`');
    return await retryRequests(all ? 'all' : ids, platform);
  }
  if (action !== 'list' && action !== 'dead') throw new WrongUse(`requests ${action} is unknown; use one of list, dead, retry`);
  if (ids.length) throw new WrongUse(`threadwell requests ${action} takes nothing more; leave \`${ids.join(' ')}\` out`);
  if (all) throw new WrongUse(`threadwell requests ${action} takes no --all; leave it out`);
  return action === 'list' ? await listRequests(platform) : await showDeadLetters(platform);
}
