/** The two sides of a support conversation. */
export type Speaker = 'customer' | 'support';

/** Whether the help desk holds a ticket for done. */
export type TicketState = 'open' | 'solved';

/** A person or mailbox in a mail header. */
export type Address = { readonly name: string; readonly address: string };

/** What the headers of an e-mail say: enough to put conversations together, and little enough to hold for a whole archive. */
export type MessageHead = {
  /** The Message-ID without angle brackets, or a digest of the content where the mail has none. */
  readonly id: string;
  readonly inReplyTo: string | null;
  readonly references: readonly string[];
  readonly from: Address;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  /** ISO 8601 in UTC; null where the header is missing or no date. */
  readonly date: string | null;
  readonly subject: string;
  /** What the headers say about who wrote it: a person, or one of the machines that never hold an answer. */
  readonly kind: 'person' | 'auto-reply' | 'bounce' | 'bulk';
  /** Who wrote it, where the source says so: a help desk knows its agents, mail does not. */
  readonly role?: Speaker;
  /** Set for a comment of a ticket: an agent who sets it to solved vouches for the last answer. */
  readonly ticket?: TicketState;
  /** Where it came from, for messages to people: `mailbox/a.eml`, `archive.mbox#12`. */
  readonly source: string;
};

/** One e-mail as it was read, before cleaning. */
export type Message = MessageHead & {
  /** The plain text, or the text of the HTML where there is no plain part. */
  readonly text: string;
  /** Named only, never opened. */
  readonly attachments: readonly { readonly name: string; readonly type: string }[];
};

/** Something that was taken out of a text, and why: shown to whoever reviews the result. */
export type Removal = { readonly step: string; readonly reason: string; readonly text: string };

/** The messages of one conversation, oldest first. */
export type Thread<Part extends MessageHead = Message> = {
  /** Stable over runs: a digest of the first message's id. */
  readonly id: string;
  readonly subject: string;
  readonly messages: readonly Part[];
};
