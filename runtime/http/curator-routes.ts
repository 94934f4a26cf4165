import { z } from '@hono/zod-openapi';
import { draftUrl } from '#core/domain/curated-article.ts';
import { approvalBlockers, DRAFT_STATES, type Draft } from '#core/domain/draft.ts';
import { InvalidInput } from '#core/domain/errors.ts';
import { draftEdit, parseDraftEdit } from '../curation/edit-draft.ts';
import { listDrafts, type ValuedDraft } from '../curation/list-drafts.ts';
import {
  approveDraft,
  changeDraft,
  getDraft,
  mergeDraft,
  type Reviewer,
  rejectDraft,
  snoozeDraft,
  withdrawDraft,
} from '../curation/review-draft.ts';
import { listGaps } from '../gaps/group-gaps.ts';
import type { AppOptions } from './app-options.ts';
import { openForCurator } from './curator-cookie.ts';
import { curatorName, signed } from './curator-name.ts';
import { curatorRoute } from './curator-route.ts';
import { DRAFT_EXAMPLE, DRAFT_SUMMARY_EXAMPLE, draftSummary, shownDraft } from './openapi-drafts.ts';
import { GAP_EXAMPLE, gapGroup } from './openapi-knowledge.ts';
import { HttpProblem } from './problem.ts';
import { qualityRoutes } from './quality-routes.ts';
import { refreshRoutes } from './refresh-routes.ts';
import { type App, type RequestContext, readBody, route } from './route.ts';
import { searchRoutes } from './search-routes.ts';

const MAX_NOTE_CHARACTERS = 500;
const MAX_UNTIL_CHARACTERS = 80;

const note = z.string().trim().max(MAX_NOTE_CHARACTERS);
const decisions = {
  approve: z.strictObject({ note: note.optional() }),
  reject: z.strictObject({ reason: note.min(1, 'is empty; say why in a few words'), final: z.boolean().optional() }),
  merge: z.strictObject({ into: z.string().min(1, 'is empty; name the draft that stays') }),
  snooze: z.strictObject({ note: note.optional(), until: z.string().max(MAX_UNTIL_CHARACTERS).optional() }),
  withdraw: z.strictObject({ reason: note.min(1, 'is empty; say why in a few words') }),
};

const versionSeen = signed.extend({ 'if-match': z.string().openapi({ description: 'The version that was seen.', example: '"3"' }) });
/** How each change of a draft is declared. */
const change = {
  headers: versionSeen,
  answers: shownDraft,
  answerExample: DRAFT_EXAMPLE,
  answerHeaders: { ETag: { description: 'Its version, for `If-Match` of the next change.', example: '"3"' } },
  errors: ['not_found', 'version_conflict', 'precondition_required'],
} as const;
const DECISIONS = {
  approve: { operationId: 'approveDraft', bodyExample: { note: 'Tried on 4.6.3.' } },
  reject: { operationId: 'rejectDraft', bodyExample: { reason: 'Only true for 4.5.' } },
  merge: { operationId: 'mergeDraft', bodyExample: { into: 'e5f6a7b8c9d0' } },
  snooze: { operationId: 'snoozeDraft', bodyExample: { until: '2026-12-24' } },
  withdraw: { operationId: 'withdrawDraft', bodyExample: { reason: 'The setting is gone in 4.7.' } },
} as const;

/** What the curation desk calls. Everything but the key exchange wants its cookie. */
export function curatorRoutes(app: App, options: AppOptions): void {
  const { ports, articlesBaseUrl } = options;
  const curator = curatorRoute(app, options);

  const keyBody = z.strictObject({ key: z.string().max(256) });
  route(
    app,
    {
      method: 'post',
      path: '/curate/key',
      operationId: 'openDesk',
      summary: 'Open the curation desk',
      tag: 'curation',
      for: 'public',
      body: keyBody,
      bodyExample: { key: 'c'.repeat(64) },
      status: 204,
      answerHeaders: { 'Set-Cookie': { description: 'What opens the desk', example: 'threadwell_curator=…; HttpOnly; SameSite=Strict' } },
      errors: ['unauthorized'],
    },
    async (c) => {
      const { key } = await readBody(c, keyBody);
      openForCurator(c, key, options.curatorKey, ports);
      return c.body(null, 204);
    },
  );

  const me = z.object({ name: z.string() });
  curator(
    {
      method: 'get',
      path: '/curate/me',
      operationId: 'getCurator',
      summary: 'Who decisions are signed by',
      headers: signed,
      answers: me,
      answerExample: { name: 'Mira Stein' },
    },
    (c) => c.json({ name: curatorName(c, options) }),
  );
  const query = z.object({ state: z.enum(DRAFT_STATES).optional() });
  curator(
    {
      method: 'get',
      path: '/drafts',
      operationId: 'listDrafts',
      summary: 'Drafts, all or of a state, what is worth most first',
      query,
      answers: z.object({ drafts: z.array(draftSummary) }),
      answerExample: { drafts: [DRAFT_SUMMARY_EXAMPLE] },
    },
    async (c) => {
      const parsed = query.safeParse(c.req.query());
      if (!parsed.success) throw new InvalidInput(`\`state\` must be one of ${DRAFT_STATES.join(', ')}`);
      const drafts = await listDrafts(ports, parsed.data.state);
      return c.json({ drafts: drafts.map((draft) => summaryOf(draft)) });
    },
  );
  const shown = (c: RequestContext, draft: Draft) => {
    c.header('etag', `"${draft.version}"`);
    return c.json({ ...draft, blockers: approvalBlockers(draft), articleUrl: draftUrl(draft, articlesBaseUrl) });
  };
  const { headers: _, ...read } = change;
  curator(
    {
      ...read,
      method: 'get',
      path: '/drafts/{id}',
      operationId: 'getDraft',
      summary: 'A draft with the mail it rests on',
      errors: ['not_found'],
    },
    async (c) => shown(c, await getDraft(c.req.param('id') ?? '', ports)),
  );
  curator(
    {
      ...change,
      method: 'patch',
      path: '/drafts/{id}',
      operationId: 'editDraft',
      summary: 'Edit a draft',
      description: 'What is left out stays as it is. The evidence is checked anew.',
      body: draftEdit,
      bodyExample: { title: 'Proxy asks for a password', steps: [{ text: 'Set proxy.host and proxy.port.' }] },
    },
    async (c) => {
      const by = reviewer(c, options);
      const edit = parseDraftEdit(await readBody(c, z.unknown()));
      return shown(c, await changeDraft(c.req.param('id') ?? '', edit, by, ports));
    },
  );

  const decide = <T>(name: keyof typeof DECISIONS, body: z.ZodType<T>, act: (id: string, by: Reviewer, sent: T) => Promise<Draft>) =>
    curator(
      { ...change, ...DECISIONS[name], method: 'post', path: `/drafts/{id}/${name}`, summary: `Decide: ${name}`, body },
      async (c) => {
        const by = reviewer(c, options);
        return shown(c, await act(c.req.param('id') ?? '', by, await readBody(c, body)));
      },
    );
  decide('approve', decisions.approve, (id, by, sent) => approveDraft(id, by, ports, articlesBaseUrl, sent.note));
  decide('reject', decisions.reject, (id, by, sent) => rejectDraft(id, by, ports, sent.reason, sent.final));
  decide('merge', decisions.merge, (id, by, sent) => mergeDraft(id, sent.into, by, ports));
  decide('snooze', decisions.snooze, (id, by, sent) => snoozeDraft(id, by, ports, sent));
  decide('withdraw', decisions.withdraw, (id, by, sent) => withdrawDraft(id, by, ports, articlesBaseUrl, sent.reason));

  curator(
    {
      method: 'get',
      path: '/gaps',
      operationId: 'listGaps',
      summary: 'Questions without a good answer',
      answers: z.object({ gaps: z.array(gapGroup) }),
      answerExample: { gaps: [GAP_EXAMPLE] },
    },
    async (c) => c.json({ gaps: await listGaps(ports) }),
  );
  refreshRoutes(app, options);
  searchRoutes(app, options);
  qualityRoutes(app, options);
}

/** A list needs no mail and no evidence. */
function summaryOf(draft: ValuedDraft) {
  const { id, version, state, title, symptoms, appliesTo, tags, threads, similar, contradictions, value, until, toVerify } = draft;
  const steps = draft.steps.length;
  return {
    id,
    version,
    state,
    title,
    symptoms,
    appliesTo,
    tags,
    threads,
    similar,
    contradictions,
    steps,
    value,
    until,
    toVerify,
    blockers: approvalBlockers(draft),
    /** Its last decision or edit: what was approved since the last promotion is not served yet. */
    changedAt: draft.audit.at(-1)?.at ?? null,
  };
}

/** Who decides, and on which version: a change without one could undo what its sender never saw. */
function reviewer(c: RequestContext, options: AppOptions): Reviewer {
  const header = c.req.header('if-match');
  if (header === undefined) throw new HttpProblem(428, 'precondition_required', 'name the version that you saw: If-Match: "3"');
  const version = /^(?:W\/)?"?([1-9]\d{0,8})"?$/.exec(header.trim())?.[1];
  if (version === undefined) throw new InvalidInput('If-Match must be a version of the draft, such as "3"');
  return { who: curatorName(c, options), version: Number(version) };
}
