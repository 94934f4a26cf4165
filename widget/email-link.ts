import { make } from './dom.ts';
import { fill, words } from './strings.ts';

/** The address to write to; only text where it is more than a plain address, so that nothing can be added to the `mailto:`. */
export function emailLink(email: string): HTMLElement | string {
  const text = fill(words.email, { email });
  return /^[\w.+'-]+@[\w.-]+$/.test(email) ? make('a', { href: `mailto:${email}` }, text) : text;
}
