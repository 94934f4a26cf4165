import type { DatabaseSync } from 'node:sqlite';
import { LimitReached } from '#core/domain/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Ids } from '#core/ports/ids.ts';
import { MAX_ATTEMPTS, MAX_MESSAGE_BYTES, MAX_POSTPONE_SECONDS, type Queue } from '#core/ports/queue.ts';
import { transaction } from './database.ts';

type Row = { id: number; body: string; attempts: number };

/** SQS hands out as many at once. */
const MAX_BATCH = 10;

/** Messages in a table, each hidden until a time. What was handed out too often and is not hidden any more is a dead letter. */
export function localQueue(database: DatabaseSync, name: string, clock: Clock, ids: Ids): Queue {
  database.exec(`
    CREATE TABLE IF NOT EXISTS queue_messages (
      id INTEGER PRIMARY KEY,
      queue TEXT NOT NULL,
      body TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      hidden_until INTEGER NOT NULL DEFAULT 0,
      receipt TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS queue_messages_by_queue ON queue_messages (queue, hidden_until);
    CREATE INDEX IF NOT EXISTS queue_messages_by_receipt ON queue_messages (receipt);
  `);
  const insert = database.prepare('INSERT INTO queue_messages (queue, body) VALUES (?, ?)');
  const visible = database.prepare(
    'SELECT id, body, attempts FROM queue_messages WHERE queue = ? AND hidden_until <= ? AND attempts < ? ORDER BY id LIMIT ?',
  );
  const hide = database.prepare('UPDATE queue_messages SET attempts = attempts + 1, hidden_until = ?, receipt = ? WHERE id = ?');
  const postpone = database.prepare('UPDATE queue_messages SET hidden_until = ? WHERE queue = ? AND receipt = ? AND hidden_until > ?');
  const remove = database.prepare('DELETE FROM queue_messages WHERE queue = ? AND receipt = ?');
  const dead = database.prepare(
    'SELECT id, body, attempts FROM queue_messages WHERE queue = ? AND hidden_until <= ? AND attempts >= ? ORDER BY id LIMIT ?',
  );
  const revive = database.prepare(
    `UPDATE queue_messages SET attempts = 0, receipt = NULL
     WHERE queue = ? AND hidden_until <= ? AND attempts >= ? AND (? IS NULL OR id IN (SELECT value FROM json_each(?)))`,
  );
  const now = () => clock.now().getTime();

  return {
    async send(body) {
      if (Buffer.byteLength(body) > MAX_MESSAGE_BYTES)
        throw new LimitReached(`a message of the queue ${name} has more than ${MAX_MESSAGE_BYTES} bytes; put it into a file`, 'too_large');
      insert.run(name, body);
    },
    async receive({ max, visibilitySeconds }) {
      return transaction(database, () =>
        (visible.all(name, now(), MAX_ATTEMPTS, Math.min(max, MAX_BATCH)) as Row[]).map(({ id, body, attempts }) => {
          const receipt = ids.random();
          hide.run(now() + visibilitySeconds * 1000, receipt, id);
          return { id: String(id), body, receipt, attempts: attempts + 1 };
        }),
      );
    },
    async delete(receipt) {
      remove.run(name, receipt);
    },
    async postpone(receipt, seconds) {
      return postpone.run(now() + Math.ceil(Math.min(seconds, MAX_POSTPONE_SECONDS) * 1000), name, receipt, now()).changes === 1;
    },
    async deadLetters(max = MAX_BATCH) {
      return (dead.all(name, now(), MAX_ATTEMPTS, max) as Row[]).map(({ id, body }) => ({ id: String(id), body }));
    },
    async redrive(ids) {
      const wanted = ids ? JSON.stringify(ids.map(Number).filter(Number.isSafeInteger)) : null;
      return Number(revive.run(name, now(), MAX_ATTEMPTS, wanted, wanted).changes);
    },
  };
}
