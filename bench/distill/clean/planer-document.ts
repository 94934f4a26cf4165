import { parseHTML } from 'linkedom';

/**
 * The document that planer asks for, made of linkedom, which has neither `createHTMLDocument` nor XPath. The four queries that planer asks are
 * answered by hand with what they say, so that it finds what it would find in a browser.
 */
export function planerDocument(): unknown {
  return { implementation: { createHTMLDocument } };
}

/** Planer fills the new document at once, by `innerHTML` of its `html`; linkedom can only be given the whole text to begin with. */
function createHTMLDocument(): unknown {
  let filled: Document | null = null;
  const fill = (html: string) => {
    const whole = /<html[\s>]/i.test(html) ? html : `<html><head></head><body>${html}</body></html>`;
    filled = parseHTML(`<!doctype html>${whole}`).document as unknown as Document;
  };
  const root = {
    set innerHTML(html: string) {
      fill(html);
    },
  };
  return new Proxy(
    {},
    {
      get: (_, key) => {
        if (!filled) return key === 'getElementsByTagName' ? () => [root] : undefined;
        const document = filled;
        if (key === 'evaluate') return (query: string) => evaluate(document, query);
        const value: unknown = Reflect.get(document, key);
        return typeof value === 'function' ? value.bind(document) : value;
      },
      set: () => true,
    },
  );
}

const isHeader = (text: string | null) => /^\s*(?:From|Date):/.test(text ?? '');

function evaluate(document: Document, query: string): { singleNodeValue: unknown; iterateNext: () => unknown } {
  const found: unknown[] = query.includes('blockquote')
    ? [...document.querySelectorAll('blockquote')].filter((quote) => !quote.parentElement?.closest('blockquote')).slice(-1)
    : query.includes('text()')
      ? textNodes(document.documentElement).filter((node) => isHeader(node.textContent))
      : query.includes('starts-with')
        ? [...document.querySelectorAll('*')].filter((element) => isHeader(element.textContent))
        : [...document.querySelectorAll('div > div.MsoNormal[align=center] > font > span > hr[size="3"][align=center][tabindex="-1"]')];
  let next = 0;
  return { singleNodeValue: found[0] ?? null, iterateNext: () => found[next++] ?? null };
}

function textNodes(node: Node): Node[] {
  return node.nodeType === 3 ? [node] : [...node.childNodes].flatMap(textNodes);
}
