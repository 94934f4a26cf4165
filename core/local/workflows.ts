import type { DatabaseSync } from 'node:sqlite';
import { Conflict } from '#core/domain/errors.ts';
import { WORKFLOW_KEPT_DAYS, type Workflow } from '#core/domain/workflow.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Workflows } from '#core/ports/workflows.ts';

/** Workflows as rows of JSON. Old ones are passed over, and removed when the next is started. */
export function localWorkflows(database: DatabaseSync, clock: Clock): Workflows {
  database.exec(`
    CREATE TABLE IF NOT EXISTS workflows (
      id TEXT PRIMARY KEY,
      version INTEGER NOT NULL,
      status TEXT NOT NULL,
      created_at TEXT NOT NULL,
      workflow TEXT NOT NULL
    ) STRICT;
  `);
  const select = database.prepare('SELECT workflow FROM workflows WHERE id = ? AND created_at > ?');
  const all = database.prepare('SELECT workflow FROM workflows WHERE created_at > ? ORDER BY created_at DESC, rowid DESC LIMIT ?');
  const inStatus = database.prepare(
    'SELECT workflow FROM workflows WHERE created_at > ? AND status = ? ORDER BY created_at DESC, rowid DESC LIMIT ?',
  );
  const insert = database.prepare(
    'INSERT INTO workflows (id, version, status, created_at, workflow) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const update = database.prepare('UPDATE workflows SET version = ?, status = ?, workflow = ? WHERE id = ? AND version = ?');
  const removeOld = database.prepare('DELETE FROM workflows WHERE created_at <= ?');
  const oldest = () => new Date(clock.now().getTime() - WORKFLOW_KEPT_DAYS * 86_400_000).toISOString();

  return {
    async get(workflowId) {
      const row = select.get(workflowId, oldest());
      return row ? toWorkflow(row) : null;
    },
    async list(limit, status) {
      return (status ? inStatus.all(oldest(), status, limit) : all.all(oldest(), limit)).map(toWorkflow);
    },
    async put(workflow) {
      const { workflowId, version, status, createdAt } = workflow;
      const json = JSON.stringify(workflow);
      if (version === 1) removeOld.run(oldest());
      const { changes } =
        version === 1
          ? insert.run(workflowId, version, status, createdAt, json)
          : update.run(version, status, json, workflowId, version - 1);
      if (changes !== 1) throw new Conflict(`workflow ${workflowId} is no longer at version ${version - 1}; read it again`);
    },
  };
}

function toWorkflow(row: Record<string, unknown>): Workflow {
  return JSON.parse(String(row.workflow)) as Workflow;
}
