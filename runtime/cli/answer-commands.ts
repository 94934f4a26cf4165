import { userInfo } from 'node:os';
import type { Config } from '#core/config.ts';
import type { CommandResult } from '#core/domain/command-result.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { OpenPlatform } from '#core/platform.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import { askCommand } from '../assistant/ask.ts';
import { DRAFTS_ACTIONS, type DraftsAction, draftsCommand } from '../curation/drafts-command.ts';
import { type Brain, evalCommand } from '../eval/eval-command.ts';
import { configuredAssistant, withAssistant } from './assistant.ts';
import { WrongUse } from './output.ts';
import { ownAddress, WRITTEN_ORIGIN } from './own-address.ts';

type AssistantFlags = { readonly assistant?: Config['assistant']['name'] | undefined; readonly model?: string | undefined };

/** `ask "question"`. Throws InvalidInput while nothing serves: every answer would be "I don't know". */
export async function askQuestion(config: Config, platform: OpenPlatform, question: string, flags: AssistantFlags): Promise<CommandResult> {
  if (!(await platform.serving.current())) throw new InvalidInput('nothing is promoted yet; run `threadwell ingest` first');
  return askCommand(question, { ids: platform.ids, clock: platform.clock, assistant: assistantOf(config, platform, flags) });
}

export async function evaluateGolden(
  config: Config,
  platform: OpenPlatform,
  golden: string,
  flags: AssistantFlags & { readonly gate?: string | undefined; readonly mine?: boolean | undefined },
): Promise<CommandResult> {
  if (flags.mine) throw new InvalidInput('eval --mine (the questions of past visitors) is not part of this version yet');
  const served = await ownAddress(platform.files);
  const candidate = withAssistant(config, flags);
  const configured: Brain = { name: brainName(config), assistant: configuredAssistant(config, platform) };
  const isOther = brainName(candidate) !== configured.name;
  return evalCommand(
    { golden, gate: flags.gate, origin: { written: WRITTEN_ORIGIN, served } },
    {
      ...platform,
      assistant: isOther ? configuredAssistant(candidate, platform) : configured.assistant,
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
export function reviewDrafts(
  config: Config,
  platform: OpenPlatform,
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
  const [target, into] = targets;
  const who = userInfo().username;
  return draftsCommand(action, { ...flags, id: target, into, file: target, who, articlesBaseUrl: config.articlesBaseUrl }, platform);
}

function isAction(action: string): action is DraftsAction {
  return Object.hasOwn(DRAFTS_ACTIONS, action);
}

function assistantOf(config: Config, platform: OpenPlatform, flags: AssistantFlags): Assistant {
  return configuredAssistant(withAssistant(config, flags), platform);
}
