import type { Feedback, FeedbackBox } from '#core/ports/feedback.ts';
import type { Row } from './attributes.ts';
import { type DynamoTable, firstOf } from './table.ts';

/** Thumbs up and down beside the turns that they are about; the index lists them by time. */
export function dynamoFeedback(table: DynamoTable): FeedbackBox {
  return {
    async put({ sessionId, turnId, helpful, reason, comment, at }) {
      await table.put({
        pk: `session#${sessionId}`,
        sk: `feedback#${turnId}`,
        gsi1pk: 'feedback',
        gsi1sk: at,
        sessionId,
        turnId,
        helpful,
        reason: reason ?? undefined,
        comment: comment ?? undefined,
        at,
      });
    },
    async list(limit) {
      return (await firstOf(table.listIndex('feedback', { newestFirst: true, pageSize: limit }), limit)).map(fromRow);
    },
    ofSession: (sessionId) => Array.fromAsync(table.list(`session#${sessionId}`, { prefix: 'feedback#' }), fromRow),
  };
}

function fromRow(row: Row): Feedback {
  return {
    sessionId: String(row.sessionId),
    turnId: String(row.turnId),
    helpful: row.helpful === true,
    reason: row.reason === undefined ? null : String(row.reason),
    comment: row.comment === undefined ? null : String(row.comment),
    at: String(row.at),
  };
}
