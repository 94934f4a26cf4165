import type { Citation } from './chat-event.ts';
import { button, icon, make, outLink } from './dom.ts';
import type { MarkdownContext } from './markdown.ts';
import { fill, lookUp, words } from './strings.ts';

export type SourceContext = Omit<MarkdownContext, 'citations'> & { readonly locale: string };

/** The numbered sources under an answer; each opens its card. */
export function sourceList(citations: readonly Citation[], { onCite }: SourceContext): HTMLElement {
  const entries = citations.map((citation) => {
    const open = ({ currentTarget }: Event) => onCite(citation, currentTarget as HTMLElement);
    return make('li', button('', open, make('span.number', String(citation.n)), make('bdi', citation.title)));
  });
  return make('div.sources', make('h3.small', words.sources), make('ol', entries));
}

/** The card of one source: where it comes from, how fresh it is, what it says, and the way there. */
export function sourceCard(citation: Citation, { origins, locale }: SourceContext, onClose: () => void): HTMLElement {
  const { n, title, url, snippet, source, updatedAt, crawledAt } = citation;
  const told = (text: string, at: string) => {
    const time = Date.parse(at);
    // In UTC, as the day on which the article was read.
    return time && fill(text, { date: new Date(time).toLocaleDateString(locale, { dateStyle: 'medium', timeZone: 'UTC' }) });
  };
  const facts = [lookUp(source), told(words.updated, updatedAt), told(words.checked, crawledAt)].filter(Boolean).join(' · ');
  return make(
    'section',
    { role: 'dialog', 'aria-label': fill(words.source, { n, title }), tabindex: '-1' },
    make(
      'div.head',
      make('span.number', String(n)),
      make('span.small', facts),
      button('.round', onClose, { 'aria-label': words.closeCard }, icon('close')),
    ),
    make('h3', { dir: 'auto' }, title),
    snippet && make('blockquote', { dir: 'auto' }, snippet),
    outLink(url, origins, words.openPage) ?? make('p.muted', url),
  );
}
