import { button, icon, make } from './dom.ts';
import { emailLink } from './email-link.ts';
import { fill, words } from './strings.ts';

/** What the parts that stay do when they are used. */
export type PanelActions = {
  readonly onToggle: () => void;
  readonly onStop: () => void;
  readonly onCreateTicket: () => void;
};

/** The bubble and the closed panel. The element fills `log` and `source` and listens to the form. */
export function makePanel(brand: string, email: string, { onToggle, onStop, onCreateTicket }: PanelActions) {
  const bubble = button('.bubble', onToggle, { part: 'bubble', 'aria-haspopup': 'dialog' }, icon('chat'), words.open);
  const close = button('.round', onToggle, { 'aria-label': words.close }, icon('close'));
  const title = make('h2', { id: 'title' }, brand ? fill(words.title, { brand }) : words.open);
  // No header and footer elements: in a dialog at the end of a page they would be landmarks beside the page's own.
  const top = make('div.top', make('div', title, make('p.muted', words.subtitle)), close);
  const log = make('div.log', { role: 'log', 'aria-live': 'off', 'aria-label': words.conversation, tabindex: '0' });
  const source = make('div.source');
  const input = make('textarea', {
    rows: '1',
    dir: 'auto',
    placeholder: words.placeholder,
    'aria-label': words.placeholder,
    'aria-describedby': 'limit',
  });
  const limit = make('p.notice', { id: 'limit' });
  const send = make('button.send', { 'aria-label': words.send }, icon('send'));
  const stop = button('.send', onStop, { 'aria-label': words.stop }, icon('stop'));
  const composer = make('form.composer', make('div.box', input, send, stop), limit);
  const write = email && emailLink(email);
  const foot = make('div.row foot' as 'div', button('.quiet', onCreateTicket, words.createTicket), write);
  const notice = make('p.notice', { role: 'alert' });
  const status = make('p.hidden', { role: 'status' });
  const dialog = make('dialog.panel', { part: 'panel', 'aria-labelledby': 'title' }, top, log, source, notice, composer, foot, status);
  return { bubble, dialog, log, source, notice, input, limit, send, stop, composer, status, foot };
}
