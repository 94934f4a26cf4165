import { type Element, isTag } from 'domhandler';
import { classNames } from './page-tree.ts';

/** `p.note[data-x]`: what one element must have. */
type Compound = {
  readonly tag: string;
  readonly ids: readonly string[];
  readonly classes: readonly string[];
  readonly attributes: readonly (readonly [string, string | null])[];
};
/** Compounds from the element outwards, each with whether it must be the parent of the one before. */
export type Selector = readonly { readonly compound: Compound; readonly isParent: boolean }[];

const COMPOUND = /^(?:\*|[a-z][\w-]*)?(?:[.#][\w-]+|\[[\w-]+(?:=(?:"[^"]*"|'[^']*'|[\w-]+))?\])*$/i;

/** Null where it is none of these, or longer than anybody writes. */
export function parseSelector(text: string): Selector | null {
  if (!text || text.length > 150) return null;
  const parts: { compound: Compound; isParent: boolean }[] = [];
  let isParent = false;
  for (const word of text
    .replace(/\s*>\s*/g, ' > ')
    .split(' ')
    .reverse()) {
    if (word === '>') isParent = true;
    else if (COMPOUND.test(word)) {
      parts.push({ compound: parseCompound(word), isParent });
      isParent = false;
    } else return null;
  }
  return parts.length > 0 ? parts : null;
}

function parseCompound(word: string): Compound {
  const plain = word.replace(/\[[^\]]*\]/g, '');
  return {
    tag: /^[a-z][\w-]*/i.exec(plain)?.[0].toLowerCase() ?? '',
    ids: [...plain.matchAll(/#([\w-]+)/g)].map(([, name]) => name!),
    classes: [...plain.matchAll(/\.([\w-]+)/g)].map(([, name]) => name!),
    attributes: [...word.matchAll(/\[([\w-]+)(?:=["']?([^"'\]]*)["']?)?\]/g)].map(([, name, value]) => [
      name!.toLowerCase(),
      value ?? null,
    ]),
  };
}

/** What an element must at least have: its selectors are looked up by this. */
export function keyOf(selector: Selector): string {
  const { ids, classes, tag } = selector[0]!.compound;
  return ids[0] ? `#${ids[0]}` : classes[0] ? `.${classes[0]}` : tag || '*';
}

/** All that selectors of this element may be looked up by. */
export function keysOf(element: Element): string[] {
  const keys = [element.name, '*'];
  if (element.attribs.id) keys.push(`#${element.attribs.id}`);
  for (const name of classNames(element)) keys.push(`.${name}`);
  return keys;
}

/** Whether the element is one of the selector's; `step` is called for each ancestor that is looked at. */
export function isMatch(element: Element, selector: Selector, step: () => void = () => undefined): boolean {
  if (!fits(element, selector[0]!.compound)) return false;
  let node = element;
  for (const { compound, isParent } of selector.slice(1)) {
    let parent = parentOf(node);
    while (parent && !fits(parent, compound)) {
      step();
      parent = isParent ? null : parentOf(parent);
    }
    if (!parent) return false;
    node = parent;
  }
  return true;
}

function parentOf({ parent }: Element): Element | null {
  return parent && isTag(parent) ? parent : null;
}

function fits(element: Element, { tag, ids, classes, attributes }: Compound): boolean {
  if ((tag && tag !== element.name) || ids.some((id) => id !== element.attribs.id)) return false;
  if (attributes.some(([name, value]) => element.attribs[name] === undefined || (value !== null && value !== element.attribs[name])))
    return false;
  const names = classes.length > 0 ? classNames(element) : [];
  return classes.every((name) => names.includes(name));
}
