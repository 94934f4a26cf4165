import { userInfo } from 'node:os';
import type { Config } from '#core/config.ts';
import type { CommandResult } from '#core/domain/command-result.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { askCommand } from '../assistant/ask.ts';
import { DRAFTS_ACTIONS, type DraftsAction, draftsCommand } from '../curation/drafts-command.ts';
import { type Brain, evalCommand } from '../eval/eval-command.ts';
import { draftGap, gapsCommand } from '../gaps/gaps-command.ts';
import { withAssistant } from './assistant.ts';
import type { CommandPlatform } from './command-platform.ts';
import { WrongUse } from './output.ts';
import { ownAddress, WRITTEN_ORIGIN } from './own-address.ts';

type AssistantFlags = { readonly assistant?: Config['assistant']['name'] | undefined; readonly model?: string | undefined };

/** `ask "question"`. Throws InvalidInput while nothing serves: every answer would be "I don't know". */
export async function askQuestion(
  config: Config,
  platform: CommandPlatform,
  question: string,
  flags: AssistantFlags,
): Promise<CommandResult> {
  if (!(await platform.serving.current())) throw new InvalidInput('nothing is promoted yet; run `threadwell ingest` first');
  const assistant = await platform.assistantOf(withAssistant(config, flags));
  return askCommand(question, { ids: platform.ids, clock: platform.clock, assistant });
}

export async function evaluateGolden(
  config: Config,
  platform: CommandPlatform,
  golden: string,
  flags: AssistantFlags & { readonly gate?: string | undefined; readonly mine?: boolean | undefined },
): Promise<CommandResult> {
  if (flags.mine) throw new InvalidInput('eval --mine (the questions of past visitors) is not part of this version yet');
  // Only the local server has an address that changes.
  const origin = platform.isDeployed ? undefined : { written: WRITTEN_ORIGIN, served: await ownAddress(platform.files) };
  const candidate = withAssistant(config, flags);
  const configured: Brain = { name: brainName(config), assistant: await platform.assistantOf(config) };
  const isOther = brainName(candidate) !== configured.name;
  return evalCommand(
    { golden, gate: flags.gate, origin },
    {
      ...platform,
      assistant: isOther ? await platform.assistantOf(candidate) : configured.assistant,
      against: isOther ? { configured, candidate: brainName(candidate) } : undefined,
    },
  );
}

/** `embedded`, `converse qwen3:8b`. */
function brainName({ assistant: { name, converse } }: Config): string {
  return name === 'converse' && converse ? `${name} ${converse.answer.model}` : name;
}

type DraftsFlags = { readonly reason?: string | undefined; readonly until?: string | undefined; readonly state?: string | undefined };

/** `drafts …`. Throws WrongUse for an action that is none, or that was called with too much or too little. */
export async function reviewDrafts(
  config: Config,
  platform: CommandPlatform,
  action: string,
  targets: readonly string[],
  flags: DraftsFlags,
): Promise<CommandResult> {
  if (!isAction(action)) throw new WrongUse(`drafts ${action} is unknown; use one of ${Object.keys(DRAFTS_ACTIONS).join(', ')}`);
  const wanted = DRAFTS_ACTIONS[action];
  const usage = ['threadwell drafts', action, ...wanted].join(' ');
  if (targets.length < wanted.length) throw new WrongUse(`drafts ${action} needs ${wanted.join(' and ')}: \`${usage}\``);
  if (targets.length > wanted.length) {
    const hint = action === 'list' ? ', or name a state with --state or a draft with `drafts show ID`' : '';
    throw new WrongUse(`${usage} takes nothing more; leave \`${targets[wanted.length]}\` out${hint}`);
  }
  if ((action === 'reject' || action === 'withdraw') && !flags.reason?.trim())
    throw new WrongUse(`drafts ${action} needs --reason TEXT: say why in a few words`);
  if (platform.isDeployed && PUBLISHING.has(action)) checkAddress(config);
  const [target, into] = targets;
  const who = userInfo().username;
  return draftsCommand(action, { ...flags, id: target, into, file: target, who, articlesBaseUrl: config.articlesBaseUrl }, platform);
}

/** Writes the addresses of articles into the CSV that visitors are answered from. */
const PUBLISHING = new Set<DraftsAction>(['approve', 'withdraw']);

/** Throws InvalidInput for articles that only this machine would find. */
function checkAddress({ articlesBaseUrl }: Config): void {
  if (/^(localhost|\[::1\]|127(\.\d{1,3}){3})$/.test(new URL(articlesBaseUrl).hostname))
    throw new InvalidInput(
      `\`articlesBaseUrl\` is ${articlesBaseUrl}, which no visitor can open; name the configuration that was deployed with --config`,
    );
}

function isAction(action: string): action is DraftsAction {
  return Object.hasOwn(DRAFTS_ACTIONS, action);
}

/** `gaps [list|draft ID]`. Throws WrongUse for a draft of nothing. */
export async function showGaps(platform: CommandPlatform, action: string, id: string | undefined): Promise<CommandResult> {
  if (action === 'list') return gapsCommand(platform);
  if (id === undefined) throw new WrongUse('name the gap: `threadwell gaps draft ID`; `gaps list` shows them');
  return draftGap(id, platform);
}
