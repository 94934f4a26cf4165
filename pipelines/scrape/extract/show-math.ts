import { type Element, isTag, Text } from 'domhandler';
import { classNames, elementsOf } from './page-tree.ts';
import { detachAll, setChildren } from './removal.ts';

const RENDERED = /^(?:katex|katex-display|MathJax\w*|mjx-container|mwe-math-element)$/;
/** A formula is drawn more than once within its frame; beyond this depth is something else. */
const MAX_FRAMES = 6;

/**
 * Puts the source of each formula, as TeX where the page keeps it, in the place of what a renderer drew. The drawing says nothing as text,
 * and half of it is hidden.
 */
export function showMath(elements: readonly Element[]): void {
  const drawn = new Set<Element>();
  for (const element of elements) {
    if (element.name === 'math') show(frameOf(element), mathSource(element), element.attribs.display === 'block');
    else if (element.name === 'script' && /^math\/tex/i.test(element.attribs.type ?? '')) {
      // MathJax 2 draws before the script that holds the source.
      for (let before = element.prev; before && (!isTag(before) || isRendered(before)); before = before.prev)
        if (isTag(before)) drawn.add(before);
        else if ('data' in before && before.data.trim()) break;
      const tex = element.children.map((child) => ('data' in child ? child.data : '')).join('');
      show(element, tex.trim() && `$${tex.trim()}$`, /mode=display/.test(element.attribs.type ?? ''));
    }
  }
  detachAll(drawn);
}

function show(frame: Element, source: string, isDisplay: boolean): void {
  if (frame.name !== 'math' && isTag(frame) && isDisplayFrame(frame)) isDisplay = true;
  frame.name = isDisplay ? 'div' : 'span';
  frame.attribs = {};
  setChildren(frame, [new Text(isDisplay && source.startsWith('$') ? `$${source}$` : source)]);
}

function isRendered(element: Element): boolean {
  return element.name === 'mjx-container' || classNames(element).some((name) => RENDERED.test(name));
}

function isDisplayFrame(frame: Element): boolean {
  return frame.attribs.display === 'true' || classNames(frame).some((name) => /display/i.test(name));
}

/** The outermost element that a renderer made for this formula. */
function frameOf(math: Element): Element {
  let frame = math;
  let parent = math.parent;
  for (let climb = 0; parent && isTag(parent) && climb < MAX_FRAMES; climb++, parent = parent.parent)
    if (isRendered(parent)) frame = parent;
  return frame;
}

function mathSource(math: Element): string {
  const annotation = elementsOf(math).find(({ name, attribs }) => name === 'annotation' && /tex/i.test(attribs.encoding ?? ''));
  const tex = (annotation ? plainText(annotation) : (math.attribs.alttext ?? '')).trim();
  return tex ? `$${tex}$` : plainText(math, 'annotation').trim();
}

function plainText(element: Element, without = ''): string {
  const parts: string[] = [];
  for (const child of element.children)
    if ('data' in child) parts.push(child.data);
    else if (isTag(child) && child.name !== without) parts.push(plainText(child, without));
  return parts.join('');
}
