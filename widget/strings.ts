/** Every word the widget says. `{…}` is filled in. `strings/` has other languages; `element.strings` changes some or all. */
export const english = {
  open: 'Ask us',
  close: 'Close chat',
  title: '{brand} support',
  subtitle: 'Answers from our docs, with sources',
  greeting: 'How can we help?',
  greetingMore: 'Ask in your words, or paste an error.',
  conversation: 'Conversation',
  you: 'You: ',
  placeholder: 'Ask a question…',
  send: 'Send',
  stop: 'Stop',
  bytesOver: '{n} bytes too long',
  thinking: 'Reading the docs…',
  resuming: 'Reconnecting…',
  sources: 'Sources',
  source: 'Source {n}: {title}',
  web_docs: 'Documentation',
  curated_articles: 'Support article',
  updated: 'updated {date}',
  checked: 'checked {date}',
  openPage: 'Open the page',
  closeCard: 'Close source',
  copy: 'Copy',
  copied: 'Copied',
  helpful: 'Was this helpful?',
  up: 'Helpful',
  down: 'Not helpful',
  why: 'What is wrong with it?',
  wrong: 'Not true',
  outdated: 'Outdated',
  off_topic: 'Not my question',
  unclear: 'Hard to follow',
  thanks: 'Thank you.',
  notSent: 'That could not be sent. Try again.',
  createTicket: 'Create a ticket',
  email: 'Write to {email}',
  confirmTitle: 'Send this to our team?',
  accept: 'Create ticket',
  cancel: 'Cancel',
  sending: 'Sending…',
  filed: 'Ticket {id} created',
  filedMore: 'We will answer by e-mail.',
  viewTicket: 'View ticket',
  cancelled: 'Cancelled, nothing was sent.',
  expired: 'This form has expired. Ask for a ticket again.',
  handoff: 'The ticket could not be created here. Please write to us.',
  requester_email: 'Your e-mail',
  description: 'What happened',
  retry: 'Try again',
  stopped: 'Stopped.',
  cut: 'The connection dropped. This answer is incomplete.',
  historyFailed: 'Earlier messages did not load.',
  offline: 'We cannot be reached. Check your connection.',
  rate_limited: 'Too many questions. Try again soon.',
  budget_spent: 'The chat is closed today.',
  confirmation_used: 'Already sent.',
  internal: 'Something went wrong on our side.',
};

export type Strings = typeof english;

/** A whole other language: the names of ticket fields too, which in English say themselves. */
export type Dictionary = Strings & Readonly<Record<'subject' | 'priority' | 'low' | 'normal' | 'high' | 'urgent', string>>;

/** The words of this page, one language at a time; the element puts those of its language and of its site in their places before it draws. */
export const words: Strings = { ...english };

/** A string with its gaps filled. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}

/** The text for a name from outside (an error code, a source, a priority), or null when there is none. */
export const lookUp = (name: string): string | null => (Object.hasOwn(words, name) ? words[name as keyof Strings] : null);

/** `plugin_version` as a label: `Plugin version`. */
export function labelFor(name: string): string {
  const text = name.replaceAll('_', ' ');
  return lookUp(name) ?? text.replace(/^./, (first) => first.toUpperCase());
}
