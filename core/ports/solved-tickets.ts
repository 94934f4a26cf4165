/** Turns solved tickets into proposed drafts: the distiller, from inside the running service. */
export interface SolvedTickets {
  /**
   * Distils a ticket that is kept in `files` under that name. The same ticket again changes nothing; one that holds no answer gives no
   * draft, which is no failure; `refused` says why, as codes.
   */
  distil(file: string): Promise<{ readonly drafts: number; readonly refused: readonly string[] }>;
}
