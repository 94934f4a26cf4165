import { Conflict } from '#core/domain/errors.ts';
import { WORKFLOW_KEPT_DAYS, type Workflow } from '#core/domain/workflow.ts';
import type { Workflows } from '#core/ports/workflows.ts';
import { pack, type Row, unpack } from './attributes.ts';
import { type DynamoTable, expiresAt, firstOf } from './table.ts';
import { ABSENT } from './to-dynamodb-write.ts';

/** Workflows as rows; the index lists them by time, and a status is read out of that list: in fourteen days there are few. */
export function dynamoWorkflows(table: DynamoTable): Workflows {
  const key = (workflowId: string) => ({ pk: `workflow#${workflowId}`, sk: 'workflow' });
  async function* inStatus(status: Workflow['status'] | undefined): AsyncIterable<Workflow> {
    for await (const row of table.listIndex('workflow', { newestFirst: true })) {
      const workflow = fromRow(row);
      if (status === undefined || workflow.status === status) yield workflow;
    }
  }
  return {
    async get(workflowId) {
      const row = await table.get(key(workflowId));
      return row ? fromRow(row) : null;
    },
    list: (limit, status) => firstOf(inStatus(status), limit),
    async put(workflow) {
      const { workflowId, version, createdAt } = workflow;
      const expires = expiresAt(Date.parse(createdAt) + WORKFLOW_KEPT_DAYS * 86_400_000);
      const row = { ...key(workflowId), gsi1pk: 'workflow', gsi1sk: createdAt, version, expires, workflow: pack(workflow) };
      const isNext = version === 1 ? ABSENT : { when: '#version = :before', values: { before: version - 1 } };
      if (!(await table.put(row, isNext)))
        throw new Conflict(`workflow ${workflowId} is no longer at version ${version - 1}; read it again`);
    },
  };
}

function fromRow(row: Row): Workflow {
  return unpack(row.workflow) as Workflow;
}
