/** What operators are told: ids and counts, never what a visitor wrote. */
export type Notice = {
  readonly kind: 'success' | 'failure';
  /** One line of ASCII. */
  readonly subject: string;
  readonly message: string;
  /** The same key again is the same notice: told once where the channel can do that, for 30 days. SNS cannot. */
  readonly key?: string;
};

/** SNS takes 100 characters of ASCII for a subject. */
const MAX_SUBJECT = 100;

/** Tells operators what was done or went wrong. */
export interface Notices {
  send(notice: Notice): Promise<void>;
}

/** A subject as every channel takes it. */
export function oneLine(subject: string): string {
  return (
    subject
      .replace(/[^\x20-\x7e]+/g, ' ')
      .trim()
      .slice(0, MAX_SUBJECT) || 'Notice'
  );
}
