/** A loopback docs site: so many pages, so many links on each, so much prose. */
export type SiteShape = {
  readonly pages: number;
  readonly links: number;
  /** Words of prose a section; a page has {@link SECTIONS}. */
  readonly wordsPerSection: number;
};

/** Sections of a page, the one under the title included. Where sections are short, as in the large site, each is one row of the CSV. */
export const SECTIONS = 4;

const SYLLABLES = 'ba ce di fo gu la me ni po ru sa te vi wo zu bra cle dri flo gru pla ste tri'.split(' ');
const COMMON = 'the a of to and in is it for with when that each after before can must not one two by from at as on be are this'.split(' ');

/** Numbers that look random and are the same on every run. */
function numbers(seed: number): () => number {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function sentence(next: () => number, length: number): string {
  const pick = (from: readonly string[]) => from[Math.floor(next() * from.length)]!;
  const word = () => (next() < 0.4 ? pick(COMMON) : pick(SYLLABLES) + pick(SYLLABLES) + (next() < 0.5 ? pick(SYLLABLES) : ''));
  const text = Array.from({ length }, word).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function prose(next: () => number, words: number): string {
  const sentences = Array.from({ length: Math.ceil(words / 15) }, () => sentence(next, 15));
  return `<p>${sentences.join(' ')}</p>`;
}

export function pagePath(number: number): string {
  return `/docs/page-${number}.html`;
}

/** Page `number` of the site. No two pages share their prose, or a crawler that collapses near-duplicates would have less to do. */
export function sitePage(number: number, { pages, links, wordsPerSection }: SiteShape): string {
  const next = numbers(number + 1);
  const title = `Guide ${number}: ${sentence(next, 3).slice(0, -1)}`;
  const menu = Array.from({ length: links }, (_, index) => {
    const target = (number + index * 37 + 1) % pages;
    return `<li class="menu__list-item"><a class="menu__link" href="${pagePath(target)}">Guide ${target} of the manual</a></li>`;
  });
  const sections = Array.from(
    { length: SECTIONS - 1 },
    (_, index) => `<h2 id="part-${index}">Part ${index + 1}</h2>\n${prose(next, wordsPerSection)}\n${extra(index, number)}`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title} | Manual</title><link rel="stylesheet" href="/site.css"></head>
<body><header class="navbar"><a href="/docs/">Manual</a></header>
<div class="layout"><nav class="menu" aria-label="Docs sidebar"><ul class="menu__list">
${menu.join('\n')}
</ul></nav>
<main><article><h1>${title}</h1>
${prose(next, wordsPerSection)}
${sections.join('\n')}
</article></main></div>
<footer class="footer">Copyright Manual Makers</footer></body></html>`;
}

function extra(section: number, number: number): string {
  if (section === 0)
    return `<pre><code class="language-bash">manual open ${number} \\\n  --part 1\nmanual print ${number} &gt; page-${number}.txt</code></pre>`;
  if (section === 1)
    return `<table><thead><tr><th>Setting</th><th>Value</th></tr></thead><tbody><tr><td>guide.${number}.depth</td><td>${number % 9}</td></tr><tr><td>guide.${number}.width</td><td>${number % 7}</td></tr></tbody></table>`;
  return '';
}

export function siteIndex(): string {
  return `<!doctype html><html lang="en"><head><title>Manual</title></head><body><main><h1>Manual</h1><p>The guides of the manual, by number.</p><a href="${pagePath(0)}">Guide 0</a></main></body></html>`;
}
