/** Every word the widget says. `{…}` is filled in. Set `element.strings` to change some or all. */
export const english = {
  open: 'Ask us',
  close: 'Close chat',
  title: '{brand} support',
  subtitle: 'Answers from our docs, with sources',
  greeting: 'What can we help you with?',
  greetingMore: 'Ask in your own words, or paste an error message.',
  conversation: 'Conversation',
  you: 'You: ',
  placeholder: 'Ask a question…',
  send: 'Send',
  stop: 'Stop',
  bytesLeft: '{n} bytes left',
  bytesOver: '{n} bytes too long',
  thinking: 'Looking through the docs…',
  sources: 'Sources',
  source: 'Source {n}: {title}',
  web_docs: 'Documentation',
  curated_articles: 'Support article',
  updated: 'updated {date}',
  checked: 'checked {date}',
  openPage: 'Open the page',
  newTab: 'Opens in a new tab',
  closeCard: 'Close source',
  copy: 'Copy',
  copied: 'Copied',
  helpful: 'Was this helpful?',
  up: 'Helpful',
  down: 'Not helpful',
  thanks: 'Thank you.',
  notSent: 'That could not be sent. Try again.',
  noAnswer: 'Our support team can take it from here.',
  createTicket: 'Create a ticket',
  email: 'Write to {email}',
  confirmTitle: 'Send this to our support team?',
  confirmHint: 'You can change everything before it is sent.',
  accept: 'Create ticket',
  cancel: 'Cancel',
  sending: 'Sending…',
  filed: 'Ticket {id} created',
  filedMore: 'We will answer by e-mail.',
  viewTicket: 'View ticket',
  cancelled: 'Cancelled. Nothing was sent.',
  expired: 'This form is no longer valid. Ask for a ticket again.',
  handoff: 'The ticket could not be created here. Please write to us.',
  requester_email: 'Your e-mail',
  description: 'What happened',
  tags: 'Tags',
  retry: 'Try again',
  stopped: 'Stopped.',
  cut: 'The connection dropped, so this answer is incomplete.',
  historyFailed: 'The earlier conversation could not be loaded.',
  offline: 'We cannot be reached. Check your connection.',
  rate_limited: 'That was a lot at once. Wait a minute, then try again.',
  budget_spent: 'The chat has reached its limit for today.',
  confirmation_used: 'This form was sent already.',
  internal: 'Something went wrong on our side.',
};

export type Strings = typeof english;

/** A string with its gaps filled. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}

/** The text for a name from outside (an error code, a source, a priority), or null when the dictionary has none. */
export function lookUp(strings: Strings, name: string): string | null {
  return Object.hasOwn(strings, name) ? strings[name as keyof Strings] : null;
}

/** `plugin_version` as a label: `Plugin version`. */
export function labelFor(strings: Strings, name: string): string {
  const words = name.replaceAll('_', ' ');
  return lookUp(strings, name) ?? words.charAt(0).toUpperCase() + words.slice(1);
}
