import { button, make, outLink } from './dom.ts';
import { fill, labelFor, lookUp, type Strings } from './strings.ts';
import type { Offer, Turn } from './turn.ts';
import type { TurnContext } from './turn-view.ts';

const PRIORITIES = ['low', 'normal', 'high', 'urgent'];
/** What a ticket cannot be filed without. */
const NEEDED = ['requester_email', 'subject', 'description'];

/** The offered ticket as a form, all of it editable but its tags; then what became of it. */
export function ticketCard(turn: Turn, context: TurnContext): HTMLElement | null {
  const { offer, ticket, handoff } = turn;
  const { strings, origins } = context;
  if (ticket) {
    const link = outLink(ticket.url, origins, strings.viewTicket, strings.newTab);
    return make('div.card', make('strong', fill(strings.filed, { id: ticket.id })), make('p', strings.filedMore, ' ', link));
  }
  if (handoff !== undefined) return make('p.problem', strings.handoff);
  if (offer?.state === 'cancelled' || offer?.state === 'expired') return make('p.muted', strings[offer.state]);
  return offer ? offerForm(turn.turnId, offer, context) : null;
}

function offerForm(turnId: string, { fields, state, problem }: Offer, { strings, onDecision }: TurnContext): HTMLElement {
  const isSending = state === 'sending';
  const editable = Object.entries(fields).filter(([, value]) => typeof value === 'string');
  const inputs = editable.map(([name, value]) => [name, inputFor(name, String(value), strings)] as const);
  const submit = (event: Event) => {
    event.preventDefault();
    onDecision(turnId, true, Object.fromEntries(inputs.map(([name, input]) => [name, input.value])));
  };
  // The server's own words say which field it will not take; all other problems have ours.
  const words = problem && ((problem.code === 'bad_request' && problem.message) || lookUp(strings, problem.code) || strings.internal);
  return make(
    'form.card',
    { submit },
    make(
      'fieldset',
      { disabled: isSending },
      make('legend', strings.confirmTitle),
      make('p.small', strings.confirmHint),
      inputs.map(([name, input]) => make('label', make('span', labelFor(strings, name)), input)),
      fields.tags && make('p.small', `${strings.tags}: ${[fields.tags].flat().join(', ')}`),
      words && make('p.problem', { role: 'alert' }, words),
      make(
        'div.row',
        make('button.primary', isSending ? strings.sending : strings.accept),
        button('.secondary', () => onDecision(turnId, false, {}), strings.cancel),
      ),
    ),
  );
}

function inputFor(name: string, value: string, strings: Strings): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  const options = name === 'priority' ? PRIORITIES.map((priority) => make('option', { value: priority }, labelFor(strings, priority))) : [];
  const attributes = { required: NEEDED.includes(name), type: name === 'requester_email' ? 'email' : 'text' };
  const input = make(options.length ? 'select' : name === 'description' ? 'textarea' : 'input', attributes, options);
  input.value = value;
  return input;
}
