import { sha256 } from './digest.ts';
import type { Triage } from './triage.ts';

/** Who sent a request, and alone may see what became of it: a conversation of the chat, or a service by the id of its key. */
export type Submitter = { readonly kind: 'session' | 'key'; readonly id: string };

/** A file that came with a request. It is passed on as it is, never opened. */
export type Attachment = {
  readonly uploadId: string;
  /** As its sender calls it: for people, never a path. */
  readonly name: string;
  /** One of the listed media types; its first bytes were looked at. */
  readonly type: string;
  readonly bytes: number;
  /** Where it lies in `Files`. */
  readonly path: string;
};

/** Stored, waiting, in work, and the three ends: done, given up, put aside for a person. */
export const SUPPORT_REQUEST_STATES = ['received', 'queued', 'analysing', 'done', 'failed', 'parked'] as const;
export type SupportRequestState = (typeof SUPPORT_REQUEST_STATES)[number];

/** What somebody asks of support outside the chat. */
export type SupportRequest = {
  readonly id: string;
  readonly submitter: Submitter;
  /** The verified subject of the session, or what a service says; null where nobody is known. */
  readonly customerId: string | null;
  readonly email: string | null;
  readonly content: string;
  readonly attachments: readonly Attachment[];
  readonly state: SupportRequestState;
  readonly createdAt: string;
  /** Why it failed or was put aside, the last time. */
  readonly reason?: RequestReason;
  /** How often it was put back after it was put aside; left out: never. */
  readonly retried?: number;
  /** What an agent needs to know; kept before anything is done with it. */
  readonly triage?: Triage;
  /** Set once the ticket exists; `status` as its desk last told it. */
  readonly ticket?: { readonly id: string; readonly url: string; readonly status?: string };
  /** What an agent says of the draft reply. */
  readonly feedback?: DraftFeedback;
};

/** A code for programs and a sentence for people, both ours: never words of the visitor, of a model or of a desk. */
export type RequestReason = { readonly code: string; readonly message: string };

export type DraftFeedback = { readonly helpful: boolean; readonly comment: string | null; readonly by: string; readonly at: string };

/** What the ticket of a request is known by at its desk: its key and its external id. */
const TICKET_KEY = /^threadwell-request-([A-Za-z0-9-]{1,64})$/;
export function ticketKeyOf(requestId: string): string {
  return `threadwell-request-${requestId}`;
}

/** The request that a ticket was filed for; null for every other ticket. */
export function requestOfTicket(externalId: string | null): string | null {
  return TICKET_KEY.exec(externalId ?? '')?.[1] ?? null;
}

/** More would be an archive; somebody has to look at them. */
export const MAX_ATTACHMENTS = 5;
/** Letters, digits and a few marks: what clients make keys of, UUIDs included. */
export const IDEMPOTENCY_KEY = /^[A-Za-z0-9._:-]{1,255}$/;

/** The same key of the same submitter is the same request: its id is made of both. */
export function requestIdOf({ kind, id }: Submitter, idempotencyKey: string): string {
  return sha256(`${kind} ${id} ${idempotencyKey}`).slice(0, 32);
}

export function isSameSubmitter(one: Submitter, other: Submitter): boolean {
  return one.kind === other.kind && one.id === other.id;
}

type Asked = Pick<SupportRequest, 'customerId' | 'email' | 'content'> & { readonly uploadIds: readonly string[] };

/** Whether a request was made by these words, as a repeated call with the same key must be. */
export function isAskedAgain(request: SupportRequest, { customerId, email, content, uploadIds }: Asked): boolean {
  return (
    request.customerId === customerId &&
    request.email === email &&
    request.content === content &&
    request.attachments.map(({ uploadId }) => uploadId).join() === uploadIds.join()
  );
}
