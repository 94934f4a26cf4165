import { useEffect } from 'preact/hooks';
import type { WorkflowSummary } from '#core/domain/workflow.ts';
import { listWorkflows } from './desk-api.ts';
import { type Loaded, useLoad } from './use-load.ts';

/** A step takes a second or two without a model, and a minute with one. */
const LOOK_AGAIN_MS = 3_000;

/** The workflows, newest first; looked at again while one of them moves by itself. */
export function useWorkflows(): Loaded<WorkflowSummary[]> {
  const loaded = useLoad('workflows', listWorkflows);
  const { value, reload } = loaded;
  const isMoving = value?.some(({ status }) => status === 'PENDING' || status === 'RUNNING') ?? false;
  useEffect(() => {
    if (!isMoving) return;
    const timer = setTimeout(reload, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [value, isMoving, reload]);
  return loaded;
}
