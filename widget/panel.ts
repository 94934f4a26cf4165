import { button, emailLink, icon, make } from './dom.ts';
import { fill, type Strings } from './strings.ts';

/** What the parts that stay do when they are used. */
export type PanelActions = { readonly onToggle: () => void; readonly onStop: () => void; readonly onCreateTicket: () => void };

/** The bubble and the closed panel. The element fills `log` and `source` and listens to the form. */
export function makePanel(strings: Strings, brand: string, email: string, { onToggle, onStop, onCreateTicket }: PanelActions) {
  const bubble = button('.bubble', onToggle, { part: 'bubble', 'aria-haspopup': 'dialog' }, icon('chat'), strings.open);
  const close = button('.round', onToggle, { 'aria-label': strings.close }, icon('down'));
  const title = make('h2', { id: 'title' }, brand ? fill(strings.title, { brand }) : strings.open);
  // No header and footer elements: in a dialog at the end of a page they would be landmarks beside the page's own.
  const top = make('div.top', make('div', title, make('p.muted', strings.subtitle)), close);
  const log = make('div.log', { role: 'log', 'aria-live': 'off', 'aria-label': strings.conversation, tabindex: '0' });
  const source = make('div.source');
  const input = make('textarea', {
    rows: '1',
    placeholder: strings.placeholder,
    'aria-label': strings.placeholder,
    'aria-describedby': 'limit',
  });
  const limit = make('p.small', { id: 'limit' });
  const send = make('button.send', { 'aria-label': strings.send }, icon('send'));
  const stop = button('.send', onStop, { 'aria-label': strings.stop }, icon('stop'));
  const composer = make('form.composer', make('div.box', input, send, stop), limit);
  const write = email && emailLink(email, fill(strings.email, { email }));
  const foot = make('div.foot', button('.quiet', onCreateTicket, strings.createTicket), write);
  const status = make('p.hidden', { role: 'status' });
  const dialog = make('dialog.panel', { part: 'panel', 'aria-labelledby': 'title' }, top, log, source, composer, foot, status);
  return { bubble, dialog, log, source, input, limit, send, stop, composer, status };
}
