type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void)>>;
export type Part = Node | string | false | null | undefined | Attributes;
type TagOf<Name extends string> = Name extends `${infer Tag}.${string}` ? Tag : Name;
type Made<Name extends string> = TagOf<Name> extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[TagOf<Name>] : never;

/**
 * A created element: `make('p.muted', { dir: 'auto' }, 'text', node)`. Text goes in as text nodes, a function among the attributes is a
 * listener of the event it is named after; there is no way to pass markup. Long lists are passed as lists: a call has room for some
 * hundred thousand arguments only.
 */
export function make<Name extends string>(name: Name, ...parts: (Part | readonly Part[])[]): Made<Name> {
  const [tag, className] = name.split('.');
  const node = document.createElement(tag!);
  if (className) node.className = className;
  for (const part of parts.flat()) {
    if (!part) continue;
    if (typeof part === 'string' || part instanceof Node) node.append(part);
    else {
      for (const [key, value] of Object.entries(part)) {
        if (typeof value === 'function') node.addEventListener(key, value);
        else if (value !== false) node.setAttribute(key, value === true ? '' : value);
      }
    }
  }
  return node as Made<Name>;
}

/** A button that is no submit button; `className` begins with its dot, or is empty. */
export const button = (className: string, click: (event: Event) => void, ...parts: Part[]): HTMLButtonElement =>
  make(`button${className}` as 'button', { type: 'button', click }, ...parts);

const ICONS = {
  chat: 'M5 4h14v12h-8l-4 4v-4H5zM9 8.5h6M9 11.5h4',
  close: 'M6 6l12 12M18 6L6 18',
  send: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M7 7h10v10H7z',
  thumb: 'M8 11v9H4v-9zl4-7q2 0 1.5 3l-.5 3h6l-2 10H8',
};

/** A line drawing; screen readers pass it over. */
export function icon(name: keyof typeof ICONS): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.ariaHidden = 'true';
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * True for what a visitor may be sent to: https, or a page of the site or of the server itself. An address that does not begin with its own
 * origin hides where it leads: behind a user name, odd slashes, a space.
 */
function isSafeLink(url: string, origins: readonly string[]): boolean {
  const origin = URL.canParse(url) ? new URL(url).origin : '-';
  return url.startsWith(origin) && (origin.startsWith('https:') || origins.includes(origin));
}

/** A link that opens a new tab and tells it nothing about this one; null where the address is not safe. */
export function outLink(url: string, origins: readonly string[], text: string): HTMLElement | null {
  if (!isSafeLink(url, origins)) return null;
  return make('a', { href: url, target: '_blank', rel: 'noopener' }, text, ' ↗');
}
