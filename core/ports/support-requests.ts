import type { SupportRequest, SupportRequestState } from '#core/domain/support-request.ts';

/** What becomes of a request: its next state, with the reason or the ticket where there is one. */
type RequestMove = Pick<SupportRequest, 'state' | 'reason' | 'ticket'>;

/** Requests for support, from their arrival to their end. */
export interface SupportRequests {
  /** Keeps it, durable when it returns. Where its id is known already: the request that has it, unchanged. */
  create(request: SupportRequest): Promise<SupportRequest>;
  /** Null for an unknown id. */
  get(id: string): Promise<SupportRequest | null>;
  /** Moves it on, once: null when it is unknown or not in the state `from` any more. What `move` leaves out stays as it is. */
  move(id: string, from: SupportRequestState, move: RequestMove): Promise<SupportRequest | null>;
  /** Those in a state, the oldest first. On AWS up to a second behind. */
  list(state: SupportRequestState, limit: number): Promise<SupportRequest[]>;
}
