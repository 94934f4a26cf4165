import { describe, expect, test } from 'vitest';
import type { Workflow } from '#core/domain/workflow.ts';
import type { Workflows } from './workflows.ts';

/** What each Workflows adapter must do. Its clock stands at 10:00 of 21 November 2026 until it is moved. */
export function describeWorkflows(name: string, make: () => Promise<{ workflows: Workflows; advance(ms: number): void }>) {
  const workflow = (workflowId: string, createdAt: string, changes: Partial<Workflow> = {}): Workflow => ({
    workflowId,
    version: 1,
    topic: 'Proxy with NTLM',
    parameters: { questions: ['Can I use an NTLM proxy?'], external: ['research'], waitHours: 24 },
    status: 'PENDING',
    awaiting: null,
    timeline: [{ step: 'start', status: 'done', at: createdAt }],
    waits: [{ step: 'research', tokenHash: 'h' }],
    createdAt,
    updatedAt: createdAt,
    ...changes,
  });

  describe(`Workflows: ${name}`, () => {
    test('gives back what was put, and null for what was not', async () => {
      const { workflows } = await make();
      const first = workflow('wf-1', '2026-11-21T09:00:00.000Z');
      await workflows.put(first);
      expect(await workflows.get('wf-1')).toEqual(first);
      expect(await workflows.get('wf-2')).toBeNull();
    });

    test('lists newest first, all or of a status, up to the limit', async () => {
      const { workflows } = await make();
      const first = workflow('wf-1', '2026-11-21T08:00:00.000Z');
      const third = workflow('wf-3', '2026-11-21T09:59:00.000Z');
      const second = workflow('wf-2', '2026-11-21T09:00:00.000Z');
      for (const one of [first, third, second]) await workflows.put(one);
      expect(await workflows.list(2)).toEqual([third, second]);
      const running = { ...second, version: 2, status: 'RUNNING' } as const;
      await workflows.put(running);
      expect(await workflows.list(10, 'RUNNING')).toEqual([running]);
      expect(await workflows.list(10, 'PENDING')).toEqual([third, first]);
      expect(await workflows.list(10, 'FAILED')).toEqual([]);
    });

    test('takes the next version only, so that nobody overwrites what they did not see', async () => {
      const { workflows } = await make();
      const first = workflow('wf-1', '2026-11-21T09:00:00.000Z');
      await workflows.put(first);
      await expect(workflows.put(first)).rejects.toThrow(/version/);
      await workflows.put({ ...first, version: 2, status: 'RUNNING' });
      await expect(workflows.put({ ...first, version: 2, status: 'FAILED' })).rejects.toThrow(/version/);
      await expect(workflows.put(workflow('wf-9', first.createdAt, { version: 2 }))).rejects.toThrow(/version/);
      expect(await workflows.get('wf-1')).toMatchObject({ version: 2, status: 'RUNNING' });
    });

    test('forgets one after fourteen days, changed since or not', async () => {
      const { workflows, advance } = await make();
      const first = workflow('wf-1', '2026-11-21T10:00:00.000Z');
      await workflows.put(first);
      await workflows.put({ ...first, version: 2 });
      advance(14 * 86_400_000 - 1_000);
      expect(await workflows.get('wf-1')).not.toBeNull();
      advance(2_000);
      expect(await workflows.get('wf-1')).toBeNull();
      expect(await workflows.list(10)).toEqual([]);
    });
  });
}
