import { loadStrings } from './beside.ts';
import { chatView } from './chat-view.ts';
import { defaults } from './defaults.ts';
import { english, type Strings, words } from './strings.ts';
import { hostRules, styleSheet } from './style.ts';

type Call = (view: ReturnType<typeof chatView>) => void;

/** Outside a browser there is nothing to extend; the module can still be imported there. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * `<support-chat endpoint brand email suggestions lang theme person>`: the chat bubble and its panel. Attributes and `strings` are read
 * when the element first comes into a document. What is called before it is drawn waits until then.
 */
export class SupportChatElement extends Base {
  /** Words to use instead of those of the language. Only declared: a page may have set them before the element was defined. */
  declare strings?: Partial<Strings>;
  #waiting: Call[] = [];
  #call = (call: Call): void => void this.#waiting.push(call);

  /** Makes the element known as `tag`; a second call changes nothing. */
  static define(tag = 'support-chat'): void {
    if (customElements.get(tag)) return;
    customElements.define(tag, SupportChatElement);
    document.adoptedStyleSheets.push(styleSheet(hostRules(tag)));
  }

  async connectedCallback(): Promise<void> {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styleSheet()];
    const read = (name: 'brand' | 'email' | 'person' | 'suggestions') => this.getAttribute(name) ?? defaults[name] ?? '';
    // Pages say `en_US` too, which `Intl` throws on.
    const locale = (this.lang || document.documentElement.lang || 'en').replaceAll('_', '-');
    Object.assign(words, english, await loadStrings(locale), this.strings);
    const view = chatView({
      endpoint: (this.getAttribute('endpoint') ?? location.origin).replace(/\/+$/, ''),
      brand: read('brand'),
      email: read('email'),
      person: read('person'),
      suggestions: read('suggestions')
        .split(/\s*\|\s*/)
        .filter(Boolean),
      locale,
      tell: (name, detail = {}) =>
        this.dispatchEvent(new CustomEvent(`threadwell-${name}`, { detail, bubbles: true, composed: true, cancelable: true })),
    });
    root.append(...view.nodes);
    this.#call = (call) => call(view);
    this.#waiting.forEach(this.#call);
  }

  open(): void {
    this.#call((view) => view.open());
  }

  close(): void {
    this.#call((view) => view.close());
  }

  /** Opens the panel and asks; nothing is asked while an answer is on its way. */
  ask(question: string): void {
    this.#call((view) => view.ask(question));
  }
}
