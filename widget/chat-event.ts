export type Citation = {
  readonly n: number;
  readonly title: string;
  readonly url: string;
  readonly snippet: string;
  readonly source: string;
  /** When it changed and when it was last checked: ISO 8601, or empty when nobody knows. */
  readonly updatedAt: string;
  readonly crawledAt: string;
};

/** The fields of a ticket as offered: texts, and a list (`tags`). */
export type OfferedFields = Members;

/** What the server says in a turn; the events of its contract, as far as the widget uses them. */
export type ChatEvent =
  | { readonly type: 'session' | 'cancelled' }
  | { readonly type: 'delta'; readonly text: string }
  | ({ readonly type: 'citation' } & Citation)
  | { readonly type: 'confirm'; readonly confirmationId: string; readonly fields: OfferedFields }
  | { readonly type: 'ticket'; readonly id: string; readonly url: string }
  | { readonly type: 'handoff'; readonly email: string }
  | { readonly type: 'error'; readonly code: string; readonly message: string; readonly retryable: boolean }
  | { readonly type: 'done'; readonly answered: boolean; readonly reason: string };

/** Which members of each event are texts; a missing or other value is read as empty. */
const TEXTS: Readonly<Record<ChatEvent['type'], string>> = {
  session: '',
  cancelled: '',
  delta: 'text',
  citation: 'title url snippet source updatedAt crawledAt',
  confirm: 'confirmationId',
  ticket: 'id url',
  handoff: 'email',
  error: 'code message',
  done: 'reason',
};

export type Members = Readonly<Record<string, unknown>>;

/** The members of an object from outside; none for everything that is no object. */
export const members = (value: unknown): Members => (typeof value === 'object' && value ? (value as Members) : {});

/** The entries of a list from outside, as objects; none for everything that is no list. */
export const list = (value: unknown): readonly Members[] => (Array.isArray(value) ? value.map(members) : []);

/** Takes an event from outside apart, member by member. Null for one that the widget does not know: a newer server may send more. */
export function parseChatEvent(type: string, data: Members): ChatEvent | null {
  if (!Object.hasOwn(TEXTS, type)) return null;
  const event: Record<string, unknown> = { type };
  for (const name of TEXTS[type as ChatEvent['type']].split(' ')) if (name) event[name] = typeof data[name] === 'string' ? data[name] : '';
  if (type === 'citation') event.n = Number(data.n);
  if (type === 'confirm') event.fields = members(data.fields);
  if (type === 'error') event.retryable = data.retryable === true;
  if (type === 'done') event.answered = data.answered === true;
  return event as ChatEvent;
}
