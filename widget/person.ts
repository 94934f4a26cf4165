import { button, make } from './dom.ts';

/** How long the service's script may take before the visitor is told that nobody can be reached. */
const LOAD_MS = 15_000;

/** The service insists on a look for the button that we hide. */
const LOOK = { color: '#ffffff', backgroundColor: '#0e5a5e' };
const STYLES = { iconType: 'CHAT', openChat: LOOK, closeChat: LOOK };

const WORDS = {
  en: ['Talk to a person', 'Nobody can be reached here now. Please write to us.'],
  de: ['Mit einem Menschen sprechen', 'Hier ist gerade niemand zu erreichen. Bitte schreiben Sie uns.'],
  es: ['Hablar con una persona', 'Ahora no hay nadie disponible aquí. Escríbanos, por favor.'],
  fr: ['Parler à une personne', 'Personne n’est joignable ici pour le moment. Écrivez-nous, s’il vous plaît.'],
  ja: ['担当者と話す', '現在、担当者につながりません。メールでご連絡ください。'],
} as const;

/** The service's own widget is told by calls of a function of this name, which are kept until its script has come. */
type ConnectQueue = { (...call: unknown[]): void; ac?: unknown[][] };
type Policy = { createScriptURL(url: string): string };
type Page = {
  amazon_connect?: ConnectQueue;
  trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
};

/**
 * Puts "Talk to a person" among the ways out of the chat. `place` holds what the snippet of Amazon Connect's console holds, in that order
 * and separated by spaces: the address of the script, the widget's id, the snippet id. Nothing of the service is loaded before the
 * visitor asks for it; `tell` is asked first, and false means that the page talks to people in its own way. A failure shows that nobody is
 * there, beside the e-mail address.
 */
export function offerPerson(
  foot: HTMLElement,
  place: string,
  locale: string,
  tell: (name: 'person') => boolean,
  onOpened: () => void,
): void {
  // The chat may have been opened before.
  if (foot.querySelector('.person')) return;
  const [label, failed] = WORDS[(/^(de|es|fr|ja)\b/.exec(locale)?.[0] ?? 'en') as keyof typeof WORDS];
  const status = make('p.problem', { role: 'status' });
  const click = () => {
    if (!tell('person')) return;
    ask.disabled = true;
    status.textContent = '';
    launch(place)
      .then(onOpened, () => {
        status.textContent = failed;
      })
      .finally(() => {
        ask.disabled = false;
      });
  };
  const ask = button('.quiet person', click, label);
  foot.append(ask, status);
}

let launched: (() => void) | null = null;
let policy: Policy | null = null;

/**
 * Loads Amazon Connect's hosted chat and opens it; opens it again when it is there. Rejects when `place` is incomplete or not https, and
 * when the script does not come. Where a page asks for Trusted Types, its policy must allow `threadwell-person`: that a foreign script may
 * run is the site's to say.
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/customize-widget-launch.html
 */
async function launch(place: string): Promise<void> {
  if (launched) return launched();
  const [address = '', widgetId = '', snippetId] = place.trim().split(/\s+/);
  if (!snippetId || new URL(address).protocol !== 'https:') throw new RangeError('person: give an https script, widget id and snippet id');
  const page = window as Page;
  const rules = { createScriptURL: (url: string) => url };
  policy ??= page.trustedTypes?.createPolicy('threadwell-person', rules) ?? rules;
  const url = policy.createScriptURL(address);
  const calls: unknown[][] = [];
  const queue: ConnectQueue = Object.assign((...call: unknown[]) => void calls.push(call), { ac: calls });
  page.amazon_connect ??= queue;
  await new Promise<void>((resolve, reject) => {
    setTimeout(reject, LOAD_MS, new Error('the service did not answer'));
    const tell = (...call: unknown[]) => page.amazon_connect?.(...call);
    tell('snippetId', snippetId);
    tell('styles', STYLES);
    tell('supportedMessagingContentTypes', ['text/plain', 'text/markdown']);
    tell('customLaunchBehavior', {
      skipIconButtonAndAutoLaunch: true,
      alwaysHideWidgetButton: true,
      programmaticLaunch(open: () => void) {
        launched = open;
        open();
        resolve();
      },
    });
    const script = make('script', { id: widgetId, async: true, error: reject });
    script.src = url;
    document.head.append(script);
  });
}
