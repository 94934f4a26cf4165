import { chatView } from './chat-view.ts';
import { defaults } from './defaults.ts';
import { english, type Strings } from './strings.ts';
import { styleSheet } from './style.ts';

/** Outside a browser there is nothing to extend; the module can still be imported there. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * `<support-chat endpoint brand email suggestions lang theme>`: the chat bubble and its panel. Attributes and `strings` are read when
 * the element first comes into a document.
 */
export class SupportChatElement extends Base {
  /** Words to use instead of the English ones. */
  strings: Partial<Strings> = {};
  #view: ReturnType<typeof chatView> | null = null;

  /** Makes the element known as `tag`; a second call changes nothing. */
  static define(tag = 'support-chat'): void {
    if (!customElements.get(tag)) customElements.define(tag, SupportChatElement);
  }

  connectedCallback(): void {
    if (this.#view) return;
    const suggestions = this.getAttribute('suggestions')?.split('|') ?? defaults.suggestions ?? [];
    this.#view = chatView({
      endpoint: (this.getAttribute('endpoint') ?? location.origin).replace(/\/+$/, ''),
      brand: this.getAttribute('brand') ?? defaults.brand ?? '',
      email: this.getAttribute('email') ?? defaults.email ?? '',
      suggestions: suggestions.map((text) => text.trim()).filter(Boolean),
      locale: this.lang || document.documentElement.lang || 'en',
      strings: { ...english, ...this.strings },
    });
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styleSheet()];
    root.append(...this.#view.nodes);
  }

  open(): void {
    this.#view?.open();
  }

  close(): void {
    this.#view?.close();
  }

  /** Opens the panel and asks; nothing is asked while an answer is on its way. */
  ask(question: string): void {
    this.#view?.ask(question);
  }
}
