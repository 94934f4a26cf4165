import type { Article } from '#core/domain/article.ts';
import { PRODUCTS, type Product } from './products.ts';
import { TOPICS, type Topic } from './topics.ts';

/** Sections for each part and topic: what other articles of the same subject say is not the same. */
const VARIANTS = 3;
const FEWEST_SENTENCES = 3;
const MOST_SENTENCES = 6;

/**
 * `count` articles of products that do not exist, the same at every run. They share their words with the samples but answer none of the
 * labelled questions: more of them make the right one harder to find.
 */
export function madeArticles(count: number): Article[] {
  const subjects = PRODUCTS.flatMap((product) =>
    product.parts.flatMap((part) =>
      TOPICS.flatMap((topic) => Array.from({ length: VARIANTS }, (_, variant) => ({ product, part, topic, variant }))),
    ),
  );
  if (count > subjects.length) throw new RangeError(`${count} articles are asked for; there are ${subjects.length}`);
  // A step that shares no factor with the number of subjects visits all, and a few articles already hold every product.
  return Array.from({ length: count }, (_, index) => madeArticle(subjects[(index * 7_919) % subjects.length]!));
}

type Subject = { readonly product: Product; readonly part: string; readonly topic: Topic; readonly variant: number };

function madeArticle({ product, part, topic, variant }: Subject): Article {
  const next = randomNumbers(`${product.name} ${part} ${topic.word} ${variant}`);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => slot(name));
  const slot = (name: string): string => {
    if (name === 'part') return part;
    if (name === 'product') return product.name;
    if (name === 'thing') return pick(product.things);
    if (name === 'number') return String(pick([2, 3, 5, 8, 10, 12, 15, 20, 24, 30, 40, 60, 90, 100, 200, 250, 500, 1000]));
    if (name === 'version') return `${pick([2, 3, 4, 5, 6])}.${pick([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])}.${pick([0, 1, 2, 3])}`;
    if (name === 'port') return String(pick([80, 443, 1883, 5000, 8080, 8443, 9100]));
    if (name === 'host') return `${part.split(' ')[0]}.${product.prefix}.example`;
    if (name === 'code') return `${product.prefix.toUpperCase()}-${pick([1, 2, 3, 4, 5])}0${pick([10, 11, 12, 21, 22, 34, 35, 47])}`;
    return `\`${product.prefix}.${part.split(' ').at(-1)}.${topic.word}\``;
  };
  const sentences = shuffled(topic.sentences, next).slice(
    0,
    FEWEST_SENTENCES + Math.floor(next() * (MOST_SENTENCES - FEWEST_SENTENCES + 1)),
  );
  const title = `${product.name} ${part} › ${fill(topic.headings[variant % topic.headings.length]!)}`;
  const slug = `${part}-${topic.word}-${variant + 1}`.replaceAll(' ', '-');
  return {
    title,
    url: `https://${product.prefix}.example/docs/${slug}`,
    body: `# ${title}\n\n${sentences.map(fill).join(' ')}`,
    tags: [`product:${product.name.toLowerCase().replaceAll(' ', '-')}`, 'source:docs', `topic:${topic.word}`],
  };
}

function shuffled<T>(list: readonly T[], next: () => number): T[] {
  return list
    .map((value) => ({ value, place: next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

/** Numbers from 0 to 1 that depend on the text alone: xorshift on its FNV hash. */
function randomNumbers(text: string): () => number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  state = state || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
