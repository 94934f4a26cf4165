import type { TicketField } from '#core/domain/ticket.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { Refresh } from '#core/ports/refresh.ts';
import type { Rollback } from '#core/ports/rollback.ts';
import type { UploadPlaces } from '#core/ports/uploads.ts';
import type { AnswerCost } from '../conversations/cost-of.ts';
import type { ZendeskStandIn } from '../stand-ins/zendesk.ts';
import type { WebhookPorts } from '../tickets/webhook/take-webhook.ts';
import type { IdentityProvider } from './identity-provider.ts';

/** A page, script or picture as it is sent. `status` is 200 unless told; `location` goes with a redirect. */
export type Asset = {
  readonly type: string;
  readonly body: string | Uint8Array<ArrayBuffer> | Uint8Array;
  readonly status?: number;
  readonly location?: string;
};

/** The app crawls nothing and draws no progress. */
export type AppPorts = Omit<Platform, 'workFiles' | 'progress' | 'mayReadPrivateHosts'>;

/** What the app answers from. */
export type AppOptions = {
  readonly ports: AppPorts;
  readonly assistant: Assistant;
  /** How long an answer goes on without a reader; left out, as long as a reload takes. */
  readonly desertedMs?: number | undefined;
  readonly refresh: Refresh;
  readonly rollback: Rollback;
  /** `local`, `dev`, `prod`: told by /health. */
  readonly environment: string;
  readonly version: string;
  readonly brand: { readonly name: string; readonly fallbackEmail: string };
  /** Web origins besides the server's own whose pages may carry the chat. */
  readonly allowedOrigins: readonly string[];
  /** Whose tokens `POST /session` takes; absent where all visitors are anonymous. */
  readonly identity?: IdentityProvider | undefined;
  /** What answers cost, for the figures of operators; left out, nothing. */
  readonly answerCost?: AnswerCost | undefined;
  readonly ticketFields: readonly TicketField[];
  /** Where curated articles are served; their addresses in the knowledge base begin with it. */
  readonly articlesBaseUrl: string;
  /** What is served at a path: /widget.js, /curate and its files, the static pages. Null: nothing. */
  readonly assets: (path: string) => Promise<Asset | null> | Asset | null;
  /** The key that opens /curate, 256 random bits. Null: the curator's routes refuse everybody. */
  readonly curatorKey: string | null;
  /** Signs decisions of a curator who gave no name: whose key it is. */
  readonly curatorName?: string | undefined;
  readonly readiness: () => Readiness | Promise<Readiness>;
  /** Where files of support requests are sent past us; absent where they are sent to our own address. */
  readonly uploadPlaces?: UploadPlaces | undefined;
  /** The Zendesk stand-in and its /desk; absent where tickets go to the real one. */
  readonly zendeskStandIn?: ZendeskStandIn | undefined;
  /** Where events of tickets go; absent where no secret is there to know Zendesk by: then the route does not exist. */
  readonly zendeskWebhook?: WebhookPorts | undefined;
};

export type Readiness = { readonly status: 'ready' } | { readonly status: 'preparing'; readonly step: string };

/** What only the shell knows about a request. */
export type Bindings = {
  /** Where the request came from; null when that is this machine, whose users share no limit. */
  readonly networkAddress?: string | null;
  /** The Host values that mean us; absent where the network in front sees to it. Curators' routes need it. */
  readonly hosts?: readonly string[];
  /** Who signed in, where the network in front has checked it. Left out: the curator's cookie decides. */
  readonly person?: Person;
  /** How long an answer may take, where the process has not long to live. */
  readonly withinMs?: number;
};

export type Person = {
  /** Signs decisions. */
  readonly name: string;
  readonly roles: readonly string[];
};
