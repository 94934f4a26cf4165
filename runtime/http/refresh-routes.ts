import { z } from '@hono/zod-openapi';
import { InvalidInput } from '#core/domain/errors.ts';
import type { RefreshOutcome } from '#core/domain/refresh-outcome.ts';
import { refreshHistory } from '../curation/refresh-history.ts';
import { versionChanges as changesOf } from '../curation/version-changes.ts';
import type { AppOptions } from './app-options.ts';
import { curatorName, signed } from './curator-name.ts';
import { curatorRoute } from './curator-route.ts';
import {
  CHANGES_EXAMPLE,
  RUN_EXAMPLE,
  refreshOutcome,
  refreshRun,
  SERVING_EXAMPLE,
  servingVersion,
  versionChanges,
} from './openapi-refreshes.ts';
import type { App, RequestContext } from './route.ts';

const MAX_REFRESHES = 50;

/** What changes what visitors are answered from, and what came of it. */
export function refreshRoutes(app: App, options: AppOptions): void {
  const { ports, refresh, rollback } = options;
  const curator = curatorRoute(app, options);

  curator(
    {
      method: 'get',
      path: '/refreshes',
      operationId: 'listRefreshes',
      summary: 'Versions that served, newest first',
      answers: z.object({ refreshes: z.array(servingVersion) }),
      answerExample: { refreshes: [SERVING_EXAMPLE] },
    },
    async (c) => c.json({ refreshes: await ports.serving.history(MAX_REFRESHES) }),
  );
  curator(
    {
      method: 'get',
      path: '/refreshes/runs',
      operationId: 'listRefreshRuns',
      summary: 'Promotions and stopped runs with their guards and canaries, newest first',
      answers: z.object({ runs: z.array(refreshRun) }),
      answerExample: { runs: [RUN_EXAMPLE] },
    },
    async (c) => c.json({ runs: await refreshHistory(MAX_REFRESHES, ports) }),
  );
  curator(
    {
      method: 'post',
      path: '/refreshes',
      operationId: 'startRefresh',
      summary: 'Ingest the current articles',
      answers: refreshOutcome,
      answerExample: { status: 'promoted', version: 13 },
      errors: ['bad_request', 'conflict'],
    },
    async (c) => outcome(c, await refresh.start()),
  );
  curator(
    {
      method: 'get',
      path: '/refreshes/{version}/changes',
      operationId: 'getVersionChanges',
      summary: 'The articles that a version added, changed and removed',
      answers: versionChanges,
      answerExample: CHANGES_EXAMPLE,
      errors: ['bad_request', 'not_found'],
    },
    async (c) => c.json(await changesOf(versionIn(c), ports)),
  );
  curator(
    {
      method: 'post',
      path: '/refreshes/{version}/rollback',
      operationId: 'rollBack',
      summary: 'Serve the content of an earlier version again',
      description: 'It becomes a new version. Where its index is gone it is made again, which may take longer than a request: `started`.',
      headers: signed,
      answers: refreshOutcome,
      answerExample: { status: 'promoted', version: 13 },
      errors: ['bad_request', 'not_found', 'conflict'],
    },
    async (c) => outcome(c, await rollback.to(versionIn(c), curatorName(c, options))),
  );
}

/** Locally it reports more; clients get the same on both platforms. */
function outcome(c: RequestContext, { status, version, reason }: RefreshOutcome): Response {
  return c.json({ status, version, ...(reason === undefined ? {} : { reason }) });
}

function versionIn(c: RequestContext): number {
  const written = c.req.param('version') ?? '';
  if (!/^[1-9]\d{0,8}$/.test(written)) throw new InvalidInput('the version must be its number, such as 3');
  return Number(written);
}
