import type { Citation } from './passage.ts';
import type { TicketFields } from './ticket.ts';

export type ErrorCode =
  | 'bad_request'
  | 'unauthorized'
  | 'too_large'
  | 'rate_limited'
  | 'budget_spent'
  | 'turn_running'
  | 'turn_conflict'
  | 'confirmation_used'
  | 'upstream_failed'
  | 'timeout'
  | 'internal';

/** What a turn tells the visitor, in order. Every stream ends in exactly one `done`; a failed one has one `error` before it. */
export type ChatEvent =
  | { readonly type: 'session'; readonly sessionId: string; readonly turnId: string }
  /** Markdown subset with `[n]` marks. */
  | { readonly type: 'delta'; readonly text: string }
  /** Comes before the first delta that uses its mark. */
  | ({ readonly type: 'citation' } & Citation)
  | { readonly type: 'confirm'; readonly confirmationId: string; readonly action: 'create_ticket'; readonly fields: TicketFields }
  | { readonly type: 'ticket'; readonly id: string; readonly url: string }
  | { readonly type: 'cancelled' }
  | { readonly type: 'handoff'; readonly email: string }
  | { readonly type: 'error'; readonly code: ErrorCode; readonly message: string; readonly retryable: boolean }
  | {
      readonly type: 'done';
      readonly answered: boolean;
      readonly citations: readonly number[];
      readonly reason?: 'refused' | 'error' | 'stopped' | 'confirm';
    };

/** One server-sent event: `event: NAME`, `data: JSON`, empty line. JSON has no raw line break, so one data line is enough. */
export function formatServerSentEvent(event: ChatEvent): string {
  const { type, ...data } = event;
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}
