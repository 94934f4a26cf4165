import type { DraftFeedback, RequestReason, SupportRequest, SupportRequestState } from '#core/domain/support-request.ts';
import type { Triage } from '#core/domain/triage.ts';

/** What becomes of a request: its next state, with the reason where there is one. */
type RequestMove = { readonly state: SupportRequestState; readonly reason?: RequestReason };

/** Who works on a request, and until when nobody else may: a message of the queue, by its id. */
type RequestClaim = { readonly by: string; readonly now: string; readonly until: string };

/** What the work on a request has come to so far. */
type RequestWork = { readonly triage: Triage } | { readonly ticket: { readonly id: string; readonly url: string } };

/** Requests for support, from their arrival until `REQUEST_KEPT_DAYS` after it: then they are gone. */
export interface SupportRequests {
  /** Keeps it, durable when it returns. Where its id is known already: the request that has it, unchanged. */
  create(request: SupportRequest): Promise<SupportRequest>;
  /** Null for an unknown id. */
  get(id: string): Promise<SupportRequest | null>;
  /** Moves it on, once: null when it is unknown or not in the state `from` any more. What `move` leaves out stays as it is. */
  move(id: string, from: SupportRequestState, move: RequestMove): Promise<SupportRequest | null>;
  /**
   * Takes it to be analysed: null when it is unknown, done or failed, or when another message has it and its time is not over. The same
   * message takes it again at any time: the queue hands a message out anew only when the time before is over. Out of `parked` it counts
   * as put back.
   */
  claim(id: string, claim: RequestClaim): Promise<SupportRequest | null>;
  /** Keeps what the work has come to. Null when the message has it no more. */
  keep(id: string, by: string, work: RequestWork): Promise<SupportRequest | null>;
  /** Keeps what its desk says of its ticket as of `at`; what is older than what is known changes nothing. */
  setTicketStatus(id: string, status: { readonly status: string; readonly at: string }): Promise<void>;
  /** Keeps what an agent says of the draft, the last word only. Null when it is unknown or was not analysed yet. */
  setFeedback(id: string, feedback: DraftFeedback): Promise<SupportRequest | null>;
  /** Those in a state, the oldest first unless told. On AWS up to a second behind. */
  list(state: SupportRequestState, limit: number, first?: 'oldest' | 'newest'): Promise<SupportRequest[]>;
}
