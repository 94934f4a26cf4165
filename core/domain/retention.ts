/** How long what visitors and customers leave behind is kept. Sessions end with their renewal time (session.ts), readings of a model with their own. */

/** A month: long enough to look into a complaint. */
export const TURN_KEPT_DAYS = 30;
/** From the end of the offer. As long as the turn that it belongs to: until then, accepting again gives the ticket that was filed. */
export const CONFIRMATION_KEPT_DAYS = 30;

/** Tickets as the desk told them, unmasked. */
export const RAW_TICKETS_FOLDER = 'raw-tickets';
/** From when a ticket was last written: a year in which who answered it is suggested as an expert, and a month for those who ask at its end. */
export const RAW_TICKET_KEPT_DAYS = 400;
/** From its arrival, with its files: longer than a ticket takes, and then the desk's copy is the one that counts. */
export const REQUEST_KEPT_DAYS = 90;
/** Nothing comes twice so late. */
export const NOTICE_KEY_KEPT_DAYS = 30;

export const DAY_MS = 86_400_000;
