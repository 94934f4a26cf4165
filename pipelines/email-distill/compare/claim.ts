import { termCounts } from './text-likeness.ts';

/** A value that a text states for something: `port 8126 for traces`, `flush.interval 10 by default`, `the connector requires Java 17`. */
export type Claim = {
  /** What sort of value it is; only claims of a kind are compared. `requires java` is a kind of its own, so no two products meet. */
  readonly kind: string;
  /** The value in one form, times in milliseconds; more than one where the text allows a choice ("Java 11 or 17"). */
  readonly values: ReadonlySet<string>;
  /** What it is the value of: the words beside it. */
  readonly about: ReadonlySet<string>;
  /** The name of the setting in parts (`flush`, `interval`), where the text has one. */
  readonly setting: readonly string[];
  /** Other products with versions beside it, `mule 4.6`: under another condition another value is right. */
  readonly conditions: ReadonlyMap<string, string>;
  readonly quote: string;
};

const MAX_QUOTE_LENGTH = 300;
const NO_CONDITIONS: ReadonlyMap<string, string> = new Map();

/** A claim about `part`, a clause of the text to quote, within what the whole is about: the title. */
export function claim(
  kind: string,
  values: readonly string[],
  { part, quote, context, conditions = NO_CONDITIONS }: { part: string; quote: string; context: string; conditions?: Claim['conditions'] },
): Claim {
  const key = /[a-z][\w-]*(?:\.[\w-]+)+/i.exec(part.replace(/https?:\S+/g, ''))?.[0] ?? '';
  return {
    kind,
    values: new Set(values),
    about: new Set([...words(part), ...words(context)]),
    setting: key && /\.[a-z]/i.test(key) ? key.toLowerCase().split(/[.-]/).map(stem) : [],
    conditions,
    quote: quote.trim().slice(0, MAX_QUOTE_LENGTH),
  };
}

/** Words, and the parts of dotted names, in the stem that likeness uses. */
export function words(text: string): string[] {
  const terms = [...termCounts(text).keys()];
  return [...terms, ...terms.flatMap((term) => (/[._-]/.test(term) ? term.split(/[._-]/).map(stem) : []))].filter(
    (term) => !/^\d/.test(term),
  );
}

function stem(word: string): string {
  return [...termCounts(word).keys()][0] ?? word;
}
