import { type ChildNode, type Element, isTag, type ParentNode } from 'domhandler';
import { textOf } from './page-tree.ts';

/** Something that was on the page and is not in the articles, with the step that took it out and why. */
export type Removal = { readonly step: string; readonly reason: string; readonly text: string };

/** Enough to recognise what it was. */
const MAX_REMOVAL_TEXT = 300;

/** Notes a removal, unless no text went with it. */
export function note(text: string, step: string, reason: string, removals: Removal[]): void {
  if (text) removals.push({ step, reason, text: text.length > MAX_REMOVAL_TEXT ? `${text.slice(0, MAX_REMOVAL_TEXT)}…` : text });
}

/** Takes many nodes out, each parent's children rebuilt once: one by one it would cost their number squared. */
export function detachAll(nodes: Iterable<ChildNode>): void {
  const gone = new Set(nodes);
  for (const parent of new Set([...gone].map((node) => node.parent)))
    if (parent)
      setChildren(
        parent,
        parent.children.filter((child) => !gone.has(child)),
      );
}

export function setChildren(parent: ParentNode, children: readonly ChildNode[]): void {
  parent.children = [...children];
  children.forEach((child, index) => {
    child.parent = parent;
    child.prev = children[index - 1] ?? null;
    child.next = children[index + 1] ?? null;
  });
}

/** `root` and what is below it, without the subtrees for which `judge` gives a reason: they are removed and noted. One pass. */
export function sweep(root: ParentNode, judge: (element: Element) => { step: string; reason: string } | null, removals: Removal[]): void {
  const kept: ChildNode[] = [];
  for (const child of root.children) {
    const verdict = isTag(child) ? judge(child) : null;
    if (verdict) note(textOf(child), verdict.step, verdict.reason, removals);
    else {
      kept.push(child);
      if (isTag(child)) sweep(child, judge, removals);
    }
  }
  if (kept.length < root.children.length) setChildren(root, kept);
}
