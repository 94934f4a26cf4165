import { Conflict } from '#core/domain/errors.ts';
import { RENEWAL_HOURS, type Session } from '#core/domain/session.ts';
import type { Sessions } from '#core/ports/sessions.ts';
import type { Row } from './attributes.ts';
import { type DynamoTable, expiresAt } from './table.ts';
import { ABSENT } from './to-dynamodb-write.ts';

const RENEWAL_MS = RENEWAL_HOURS * 3_600_000;

/** A session is one row under the hash of its token: renewing moves it to the next one, in one transaction. */
export function dynamoSessions(table: DynamoTable): Sessions {
  return {
    async create(session) {
      if (!(await table.put(toRow(session), ABSENT)))
        throw new Conflict(`session ${session.sessionId}: its token belongs to another session; make a new one`);
    },
    async findByToken(tokenHash) {
      const row = await table.get(keyOf(tokenHash));
      return row ? fromRow(row) : null;
    },
    async renew(sessionId, previousTokenHash, next) {
      const row = await table.get(keyOf(previousTokenHash));
      const isRenewed =
        row?.sessionId === sessionId &&
        (await table.transact([
          { remove: keyOf(previousTokenHash), when: '#sessionId = :sessionId', values: { sessionId } },
          { put: toRow({ ...fromRow(row), ...next }), ...ABSENT },
        ])) === null;
      if (!isRenewed) throw new Conflict(`session ${sessionId}: this token was renewed before; use the newest one`);
    },
  };
}

function keyOf(tokenHash: string) {
  return { pk: `token#${tokenHash}`, sk: 'session' };
}

function toRow(session: Session) {
  const { sessionId, tokenHash, createdAt, subject } = session;
  return {
    ...keyOf(tokenHash),
    sessionId,
    tokenHash,
    createdAt,
    expiresAt: session.expiresAt,
    subject: subject ?? undefined,
    expires: expiresAt(new Date(session.expiresAt).getTime() + RENEWAL_MS),
  };
}

function fromRow(row: Row): Session {
  return {
    sessionId: String(row.sessionId),
    tokenHash: String(row.tokenHash),
    createdAt: String(row.createdAt),
    expiresAt: String(row.expiresAt),
    subject: row.subject === undefined ? null : String(row.subject),
  };
}
