import { type Document, DomHandler, Element } from 'domhandler';
import { Parser } from 'htmlparser2';
import { LimitReached } from '#core/domain/errors.ts';
import { setChildren } from './removal.ts';

/** The largest single-page manuals have some 200,000 nodes. */
const MAX_NODES = 400_000;
/** A page of no more than this many is read whatever it is made of. */
const FEW_NODES = 40_000;
/** Beyond that, less than this for an element with its text is no writing: highlighted code and tables of digits have more. */
const MIN_CHARS_OF_NODE = 25;
/** Browsers stop nesting at 512; what is deeper was made to hurt. Closing tags search the open ones, so depth is what could cost. */
const MAX_DEPTH = 512;
/** Real pages stay under 50 on an element. */
const MAX_ATTRIBUTES_OF_ELEMENT = 500;
const MAX_ATTRIBUTES = 1_000_000;

/** Parses HTML in linear time. Throws LimitReached for a page that was made to exhaust its reader. */
export function parsePage(html: string): Document {
  const handler = new GuardedHandler(Math.min(MAX_NODES, Math.max(FEW_NODES, html.length / MIN_CHARS_OF_NODE)));
  const parser = new Parser(handler, { decodeEntities: true });
  parser.end(html);
  if (handler.root.children.length > MAX_TOP_NODES) putInBody(handler.root);
  return handler.root;
}

/** A page has its doctype, `html` and a few comments there. */
const MAX_TOP_NODES = 50;

/** Searching with selectors compares the topmost nodes with one another, so that many of them would cost their number squared. */
function putInBody(root: Document): void {
  const body = new Element('body', {});
  setChildren(body, root.children);
  setChildren(root, [body]);
}

/** Counts while the tree is built, so that a hostile page is given up before it costs anything. */
class GuardedHandler extends DomHandler {
  readonly #maxNodes: number;
  #nodes = 0;
  #depth = 0;
  #attributes = 0;

  constructor(maxNodes: number) {
    super();
    this.#maxNodes = maxNodes;
  }

  override onopentag(name: string, attributes: Record<string, string>): void {
    const count = Object.keys(attributes).length;
    this.#attributes += count;
    this.#count();
    if (++this.#depth > MAX_DEPTH) tooLarge(`elements nested over ${MAX_DEPTH} deep`);
    if (count > MAX_ATTRIBUTES_OF_ELEMENT) tooLarge(`an element with over ${MAX_ATTRIBUTES_OF_ELEMENT} attributes`);
    if (this.#attributes > MAX_ATTRIBUTES) tooLarge(`over ${MAX_ATTRIBUTES} attributes`);
    super.onopentag(name, attributes);
  }

  override onclosetag(): void {
    this.#depth--;
    super.onclosetag();
  }

  override oncomment(text: string): void {
    this.#count();
    super.oncomment(text);
  }

  #count(): void {
    if (++this.#nodes > this.#maxNodes) tooLarge(`over ${Math.floor(this.#maxNodes)} elements in so little text`);
  }
}

function tooLarge(what: string): never {
  throw new LimitReached(`the page has ${what}; it was not read`, 'too_large');
}
