import type { DatabaseSync } from 'node:sqlite';
import type { DurableExecutionClient, DurableLambdaHandler, WireOperation } from '@aws/durable-execution-sdk-js';
import type { Clock } from '#core/ports/clock.ts';
import type { DurableRuns } from '#core/ports/durable-runs.ts';
import type { Ids } from '#core/ports/ids.ts';
import type { Log } from '#core/ports/log.ts';
import { transaction } from './database.ts';
import { answered, applyUpdate, executionOperation, type KeptOperation, whenDue } from './durable-operations.ts';

/** How soon an answer that another process took is seen. */
const LOOK_EVERY_MS = 500;
/** As long as AWS keeps them here: enough to see what became of an article. */
const KEPT_DAYS = 14;
/** A run whose call failed as a whole is called again, later each time. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** Lambda's own limit; no step of ours comes near it. */
const INVOCATION_MS = 15 * 60_000;

type RunRow = { name: string; token: string; changed: number; failures: number };
type OperationRow = { run: string; id: string; operation: string; due_at: string | null };

/** Opens the tables of durable runs. Any process may start and answer runs; {@link driveDurableRuns} works on them. */
export function localDurableRuns(database: DatabaseSync, clock: Clock, ids: Ids): DurableRuns {
  const tables = durableTables(database);
  return {
    async start(name, input) {
      transaction(database, () => {
        if (!tables.addRun(name, ids.random(), clock.now())) return;
        tables.putOperation(name, executionOperation(input, clock.now()));
      });
    },
    async complete(callbackId, result) {
      return transaction(database, () => {
        const row = tables.findCallback(callbackId);
        const operation = row && (JSON.parse(row.operation) as WireOperation);
        if (row === undefined || operation?.Status !== 'STARTED') return false;
        // Its time may have come a moment ago, and nobody has looked yet.
        if (row.due_at !== null && row.due_at <= clock.now().toISOString()) return false;
        tables.putOperation(row.run, { operation: answered(operation, result, clock.now()), dueAt: null });
        tables.wake(row.run, clock.now());
        return true;
      });
    },
  };
}

export type DriveOptions = {
  readonly database: DatabaseSync;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Makes the handler around the client that keeps its state. */
  readonly handler: (client: DurableExecutionClient) => DurableLambdaHandler;
};

/**
 * Works on the runs of a database: calls the handler for each that is new, was answered, or whose time has come. One process at a time may do
 * so. `close` waits for what is being called; a process that is killed loses nothing but the step that it was in, which runs again.
 */
export function driveDurableRuns({ database, clock, ids, log, handler }: DriveOptions): { close(): Promise<void> } {
  const tables = durableTables(database);
  tables.removeBefore(new Date(clock.now().getTime() - KEPT_DAYS * 86_400_000));
  const invoke = handler(clientOf(database, tables, clock, ids));
  const working = new Map<string, Promise<void>>();

  async function work(run: RunRow): Promise<void> {
    transaction(database, () => {
      for (const row of tables.dueOperations(run.name, clock.now()))
        tables.putOperation(run.name, { operation: whenDue(JSON.parse(row.operation) as WireOperation, clock.now()), dueAt: null });
    });
    try {
      const result = await invoke(
        {
          DurableExecutionArn: `local:${run.name}`,
          CheckpointToken: run.token,
          InitialExecutionState: { Operations: tables.operations(run.name), NextMarker: '' },
        } as Parameters<DurableLambdaHandler>[0],
        lambdaContext(ids.random()),
      );
      if (result.Status === 'PENDING') return tables.rest(run.name, run.changed);
      if (result.Status === 'FAILED') log.error('workflow run failed', { run: run.name, reason: result.Error?.ErrorType });
      tables.end(run.name, result.Status);
    } catch (error) {
      const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** run.failures);
      log.error('workflow run is called again', { run: run.name, pauseMs }, error);
      tables.again(run.name, new Date(clock.now().getTime() + pauseMs));
    }
  }

  function look(): void {
    for (const run of tables.dueRuns(clock.now())) {
      if (working.has(run.name)) continue;
      working.set(
        run.name,
        work(run)
          .catch((error: unknown) => log.error('workflow run could not be kept', { run: run.name }, error))
          .finally(() => working.delete(run.name)),
      );
    }
  }

  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await Promise.all(working.values());
    },
  };
}

/** What the SDK keeps the state of a run with. */
function clientOf(database: DatabaseSync, tables: DurableTables, clock: Clock, ids: Ids): DurableExecutionClient {
  const nameOf = (arn: string | undefined) => (arn ?? '').replace(/^local:/, '');
  return {
    async getExecutionState({ DurableExecutionArn }) {
      return { Operations: tables.operations(nameOf(DurableExecutionArn)) };
    },
    async checkpoint({ DurableExecutionArn, CheckpointToken, Updates = [] }) {
      const name = nameOf(DurableExecutionArn);
      // The SDK takes a moment to load, and who only starts and answers runs needs none of it.
      const { DurableExecutionClientError } = await import('@aws/durable-execution-sdk-js');
      return transaction(database, () => {
        if (!CheckpointToken || tables.token(name) !== CheckpointToken)
          throw new DurableExecutionClientError(`run ${name} is worked on elsewhere`, { scope: 'INVOCATION' });
        for (const update of Updates) {
          const kept = applyUpdate(tables.operation(name, update.Id ?? ''), update, clock.now(), () => ids.random(256));
          if (!kept)
            throw new DurableExecutionClientError(`${update.Type} ${update.Action} is not kept on one machine`, { scope: 'EXECUTION' });
          tables.putOperation(name, kept);
        }
        const token = ids.random();
        tables.setToken(name, token);
        return { CheckpointToken: token, NewExecutionState: { Operations: tables.operations(name) } };
      });
    },
  };
}

type DurableTables = ReturnType<typeof durableTables>;

function durableTables(database: DatabaseSync) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS durable_runs (
      name TEXT PRIMARY KEY,
      status TEXT NOT NULL DEFAULT 'RUNNING',
      token TEXT NOT NULL,
      started_at TEXT NOT NULL,
      next_at TEXT,
      changed INTEGER NOT NULL DEFAULT 0,
      failures INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE IF NOT EXISTS durable_operations (
      run TEXT NOT NULL REFERENCES durable_runs (name) ON DELETE CASCADE,
      id TEXT NOT NULL,
      callback_id TEXT UNIQUE,
      operation TEXT NOT NULL,
      due_at TEXT,
      PRIMARY KEY (run, id)
    ) STRICT;
  `);
  const insertRun = database.prepare('INSERT OR IGNORE INTO durable_runs (name, token, started_at, next_at) VALUES (?, ?, ?, ?)');
  const selectDue = database.prepare(
    `SELECT name, token, changed, failures FROM durable_runs WHERE status = 'RUNNING' AND next_at <= ? ORDER BY next_at`,
  );
  const selectToken = database.prepare('SELECT token FROM durable_runs WHERE name = ?');
  const updateToken = database.prepare('UPDATE durable_runs SET token = ? WHERE name = ?');
  const wakeRun = database.prepare('UPDATE durable_runs SET changed = changed + 1, next_at = ? WHERE name = ?');
  // What changed while it was called is not known to the call.
  const restRun = database.prepare(
    `UPDATE durable_runs SET failures = 0,
       next_at = CASE WHEN changed = ? THEN (SELECT MIN(due_at) FROM durable_operations WHERE run = name) ELSE next_at END WHERE name = ?`,
  );
  const endRun = database.prepare('UPDATE durable_runs SET status = ?, next_at = NULL WHERE name = ?');
  const againRun = database.prepare('UPDATE durable_runs SET failures = failures + 1, next_at = ? WHERE name = ?');
  const removeRuns = database.prepare('DELETE FROM durable_runs WHERE started_at < ?');
  const upsert = database.prepare(
    `INSERT INTO durable_operations (run, id, callback_id, operation, due_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (run, id) DO UPDATE SET operation = excluded.operation, due_at = excluded.due_at`,
  );
  const selectOperations = database.prepare('SELECT operation FROM durable_operations WHERE run = ? ORDER BY rowid');
  const selectOperation = database.prepare('SELECT operation FROM durable_operations WHERE run = ? AND id = ?');
  const selectDueOperations = database.prepare('SELECT * FROM durable_operations WHERE run = ? AND due_at <= ?');
  const selectCallback = database.prepare('SELECT * FROM durable_operations WHERE callback_id = ?');
  const parse = (row: unknown) => JSON.parse((row as OperationRow).operation) as WireOperation;

  return {
    /** False when there is one of this name. */
    addRun: (name: string, token: string, now: Date) => insertRun.run(name, token, now.toISOString(), now.toISOString()).changes === 1,
    dueRuns: (now: Date) => selectDue.all(now.toISOString()) as RunRow[],
    token: (name: string) => (selectToken.get(name) as { token: string } | undefined)?.token,
    setToken: (name: string, token: string) => updateToken.run(token, name),
    wake: (name: string, now: Date) => wakeRun.run(now.toISOString(), name),
    /** Until something is due, unless it was woken since it had changed so often. */
    rest: (name: string, changed: number): void => void restRun.run(changed, name),
    end: (name: string, status: string) => endRun.run(status, name),
    again: (name: string, at: Date) => againRun.run(at.toISOString(), name),
    removeBefore: (time: Date) => removeRuns.run(time.toISOString()),
    putOperation: (run: string, { operation, dueAt }: KeptOperation) =>
      upsert.run(run, operation.Id ?? '', operation.CallbackDetails?.CallbackId ?? null, JSON.stringify(operation), dueAt),
    operations: (run: string): WireOperation[] => selectOperations.all(run).map(parse),
    operation: (run: string, id: string): WireOperation | undefined => {
      const row = selectOperation.get(run, id);
      return row && parse(row);
    },
    dueOperations: (run: string, now: Date) => selectDueOperations.all(run, now.toISOString()) as OperationRow[],
    findCallback: (callbackId: string) => selectCallback.get(callbackId) as OperationRow | undefined,
  };
}

/** What the SDK reads of Lambda's context. */
function lambdaContext(awsRequestId: string): Parameters<DurableLambdaHandler>[1] {
  const deadline = performance.now() + INVOCATION_MS;
  return {
    awsRequestId,
    functionName: 'article-workflow',
    getRemainingTimeInMillis: () => Math.max(0, deadline - performance.now()),
  } as Parameters<DurableLambdaHandler>[1];
}
