import { button, make, outLink } from './dom.ts';
import { fill, labelFor, lookUp, words } from './strings.ts';
import type { Offer, Turn } from './turn.ts';
import type { TurnContext } from './turn-context.ts';

const PRIORITIES = ['low', 'normal', 'high', 'urgent'];
/** What a ticket cannot be filed without. */
const NEEDED = ['requester_email', 'subject', 'description'];

/** The offered ticket as a form, all of it editable; its tags are for those who sort tickets and are not shown. Then what became of it. */
export function ticketCard(turn: Turn, context: TurnContext): HTMLElement | null {
  const { offer, ticket, handoff } = turn;
  const { origins } = context;
  if (ticket) {
    const link = outLink(ticket.url, origins, words.viewTicket);
    return make('div.card', make('strong', fill(words.filed, { id: ticket.id })), make('p', words.filedMore, ' ', link));
  }
  if (handoff !== undefined) return make('p.problem', words.handoff);
  if (offer?.state === 'cancelled' || offer?.state === 'expired') return make('p.muted', words[offer.state]);
  return offer ? offerForm(turn.turnId, offer, context) : null;
}

function offerForm(turnId: string, { fields, state, problem }: Offer, { onDecision }: TurnContext): HTMLElement {
  const isSending = state === 'sending';
  const editable = Object.entries(fields).filter(([, value]) => typeof value === 'string');
  const inputs = editable.map(([name, value]) => [name, inputFor(name, String(value))] as const);
  const submit = (event: Event) => {
    event.preventDefault();
    onDecision(turnId, true, Object.fromEntries(inputs.map(([name, input]) => [name, input.value])));
  };
  // The server's own words say which field it will not take; all other problems have ours.
  const says = problem && ((problem.code === 'bad_request' && problem.message) || lookUp(problem.code) || words.internal);
  return make(
    'form.card',
    { submit },
    make(
      'fieldset',
      { disabled: isSending },
      make('legend', words.confirmTitle),
      inputs.map(([name, input]) => make('label', make('span', labelFor(name)), input)),
      says && make('p.problem', { role: 'alert' }, says),
      make(
        'div.row',
        make('button.primary', isSending ? words.sending : words.accept),
        button('.secondary', () => onDecision(turnId, false, {}), words.cancel),
      ),
    ),
  );
}

function inputFor(name: string, value: string): HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  const options = name === 'priority' ? PRIORITIES.map((priority) => make('option', { value: priority }, labelFor(priority))) : [];
  const attributes = { required: NEEDED.includes(name), type: name === 'requester_email' ? 'email' : 'text', dir: 'auto' };
  const input = make(options.length ? 'select' : name === 'description' ? 'textarea' : 'input', attributes, options);
  input.value = value;
  return input;
}
