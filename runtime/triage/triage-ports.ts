import type { SupportRequest } from '#core/domain/support-request.ts';
import type { Triage } from '#core/domain/triage.ts';
import type { DeskTickets } from '#core/ports/desk-tickets.ts';
import type { Platform } from '#core/ports/platform.ts';

/** Reads a request. Called once for each that succeeds: what it gives is kept before anything is done with it. */
export type Analyse = (request: SupportRequest) => Promise<Triage>;

/** How the desk of this installation is set up. Ids are Zendesk's; what is left out is not set there. */
export type TriageSettings = {
  readonly categoryFieldId?: number | undefined;
  readonly productFieldId?: number | undefined;
  readonly languageFieldId?: number | undefined;
  /** Where a request goes that a person must look at at once. */
  readonly escalationGroupId?: number | undefined;
  /** Who asks where a request says nobody: our own account at the desk. */
  readonly ownEmail: string;
};

/** How fast it goes, in seconds. */
export type TriagePace = {
  /** How long a message is hidden from others while its worker may be dead; who is alive renews it. */
  readonly visibilitySeconds: number;
  /** Before the second attempt; each later one waits twice as long. */
  readonly backoffSeconds: number;
  readonly maxBackoffSeconds: number;
  /** For a request that another message has. */
  readonly heldSeconds: number;
  /** Between two looks for requests whose worker died in their last attempt. */
  readonly abandonedSeconds: number;
};

/** Five attempts take two to four minutes: longer than a desk restarts, shorter than a customer waits for a person. */
export const TRIAGE_PACE: TriagePace = {
  visibilitySeconds: 60,
  backoffSeconds: 15,
  maxBackoffSeconds: 900,
  heldSeconds: 300,
  abandonedSeconds: 60,
};

export type TriagePorts = Pick<Platform, 'supportRequests' | 'ticketDesk' | 'files' | 'notices' | 'clock' | 'log' | 'metrics'> & {
  readonly deskTickets: DeskTickets;
  readonly analyse: Analyse;
  readonly settings: TriageSettings;
  readonly pace?: TriagePace;
};
