import type { CommandResult } from '#core/domain/command-result.ts';
import { DRAFT_STATES, type Draft, type DraftState } from '#core/domain/draft.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';
import { draftText, listText } from './draft-text.ts';
import { exportDrafts, importDrafts } from './drafts-spreadsheet.ts';
import { listDrafts } from './list-drafts.ts';
import { approveDraft, getDraft, mergeDraft, type ReviewPorts, rejectDraft, snoozeDraft, withdrawDraft } from './review-draft.ts';

/** What each action works on, as its usage names it. */
export const DRAFTS_ACTIONS = {
  list: [],
  show: ['ID'],
  approve: ['ID'],
  reject: ['ID'],
  snooze: ['ID'],
  merge: ['ID', 'INTO'],
  withdraw: ['ID'],
  export: ['FILE'],
  import: ['FILE'],
} as const;
export type DraftsAction = keyof typeof DRAFTS_ACTIONS;

export type DraftsArgs = {
  /** A draft, for what decides about one. */
  readonly id?: string | undefined;
  /** For merge: the draft that stays. */
  readonly into?: string | undefined;
  /** For reject and withdraw, where it is needed; for approve and snooze a note. */
  readonly reason?: string | undefined;
  /** For snooze: the day on which it returns, `2026-12-24`. */
  readonly until?: string | undefined;
  /** For list: only drafts of this state. */
  readonly state?: string | undefined;
  /** For export and import: a path on this machine. */
  readonly file?: string | undefined;
  /** Who decides, for the audit trail. */
  readonly who: string;
  readonly articlesBaseUrl: string;
};

type Ports = ReviewPorts & Pick<Platform, 'gaps'>;

/** `threadwell drafts …`: what waits for a review, and the review itself. Throws InvalidInput and NotFound for wrong use. */
export async function draftsCommand(action: DraftsAction, args: DraftsArgs, ports: Ports): Promise<CommandResult> {
  const id = () => args.id ?? missing(`drafts ${action} ID`);
  const reason = args.reason ?? '';
  switch (action) {
    case 'list': {
      const drafts = await listDrafts(ports, stateOf(args.state));
      return { report: { drafts }, text: listText(drafts), ok: true };
    }
    case 'show': {
      const draft = await getDraft(id(), ports);
      return { report: { drafts: [draft] }, text: draftText(draft), ok: true };
    }
    case 'approve':
      return decided(
        'Approved',
        await approveDraft(id(), args, ports, args.articlesBaseUrl, args.reason),
        'Run `ingest` to answer from it.',
      );
    case 'reject':
      return decided('Rejected', await rejectDraft(id(), args, ports, reason));
    case 'snooze':
      return decided('Snoozed', await snoozeDraft(id(), args, ports, { note: args.reason, until: args.until }), returns(args.until));
    case 'merge': {
      const into = args.into ?? missing('drafts merge ID INTO');
      return decided('Merged', await mergeDraft(id(), into, args, ports), `${into} has its threads now.`);
    }
    case 'withdraw':
      return decided(
        'Withdrew',
        await withdrawDraft(id(), args, ports, args.articlesBaseUrl, reason),
        'Run `ingest` to answer without it.',
      );
    case 'export':
      return exportDrafts(args.file ?? missing('drafts export FILE'), ports);
    case 'import':
      return importDrafts(args.file ?? missing('drafts import FILE'), args.who, ports);
  }
}

function decided(verb: string, draft: Draft, next = ''): CommandResult {
  return { report: { drafts: [draft] }, text: `${verb} ${draft.id}: ${draft.title}.${next && ` ${next}`}`, ok: true };
}

function returns(until: string | undefined): string {
  return until ? `It returns on ${until}.` : 'It waits until somebody changes it.';
}

function stateOf(state: string | undefined): DraftState | undefined {
  const known = DRAFT_STATES.find((one) => one === state);
  if (state !== undefined && !known) throw new InvalidInput(`\`${state}\` is no state; use one of ${DRAFT_STATES.join(', ')}`);
  return known;
}

function missing(use: string): never {
  throw new InvalidInput(`name it: \`threadwell ${use}\``);
}
