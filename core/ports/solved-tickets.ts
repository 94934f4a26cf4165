/** What came of a ticket: the titles of its drafts, masked, or why it gives none. Neither is told when the ticket could not be read. */
export type Distilled = { readonly titles: readonly string[]; readonly refused: readonly RefusedTicket[] };
type RefusedTicket = {
  /** One of a closed set: `unsolved`, `no-support-answer`, … */
  readonly code: string;
  /** The same for people, as a clause: "support only asked back". */
  readonly reason: string;
  /** What somebody would have to answer to make an article of it, with masked quotes; empty where none can come of it. */
  readonly questions: readonly string[];
};

/** Turns solved tickets into proposed drafts: the distiller, from inside the running service. */
export interface SolvedTickets {
  /**
   * Distils a ticket that is kept in `files` under that name. The same ticket again changes nothing; one that holds no answer gives no
   * draft, which is no failure.
   */
  distil(file: string): Promise<Distilled>;
}
