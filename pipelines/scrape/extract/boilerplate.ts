import type { Element } from 'domhandler';
import { classWords, type Measure } from './page-tree.ts';

export type Verdict = { readonly step: string; readonly reason: string };

/** Roles of ARIA that are never the page's own text. */
const ROLES = new Set([
  'navigation',
  'banner',
  'contentinfo',
  'search',
  'menu',
  'menubar',
  'dialog',
  'alertdialog',
  'tooltip',
  'complementary',
]);

/** Words of class names that say what a block is for. Weak ones also name content, so they need a block that is mostly links. */
const STRONG_NAMES: readonly (readonly [string, string, RegExp])[] = [
  ['cookies', 'a cookie or consent notice', /^(?:cookies?|consent|gdpr|cookiebar|cookiebanner)$/],
  [
    'navigation',
    'navigation',
    /^(?:nav|navbar|navigation|breadcrumbs?|crumbs?|pagination|paginator|pager|prevnext|navfooter|navheader|sphinxsidebar|skip|skiplink)$/,
  ],
  ['toc', 'a table of contents', /^(?:toc|tocbox|tocbot|tableofcontents)$/],
  ['feedback', 'a feedback form', /^(?:feedback|helpful|rating|survey|disqus|giscus|utterances)$/],
  ['page-links', 'links to edit or share the page', /^(?:share|sharing|social|addthis|editlink|contributors|newsletter|subscribe)$/],
  ['navigation', 'an announcement', /^announcements?$/],
  ['advertising', 'advertising', /^(?:ad|ads|adsbygoogle|advert|advertisement|sponsors?|promo|carbonads|ethical)$/],
];
const WEAK_NAMES: readonly (readonly [string, string, RegExp])[] = [
  ['related', 'related links', /^(?:related|recommended|readmore)$/],
  ['navigation', 'navigation', /^(?:sidebar|menu|sidenav|header|footer|banner|switcher|dropdown|search|tags|categories)$/],
];
/** Pairs of words, where each alone would be content. */
const NAME_PAIRS: readonly (readonly [string, string, readonly [string, string]])[] = [
  ['toc', 'a table of contents', ['table', 'contents']],
  ['toc', 'a table of contents', ['this', 'page']],
  ['navigation', 'navigation', ['prev', 'next']],
  ['navigation', 'navigation', ['previous', 'next']],
  ['navigation', 'navigation', ['version', 'switcher']],
  ['navigation', 'navigation', ['version', 'badge']],
  ['navigation', 'navigation', ['md', 'version']],
  ['navigation', 'a search dialog', ['search', 'modal']],
  ['navigation', 'a search dialog', ['search', 'dialog']],
  ['navigation', 'a search dialog', ['doc', 'modal']],
  ['navigation', 'a dialog', ['modal', 'fade']],
  ['navigation', 'a banner about the version', ['version', 'banner']],
  ['page-links', 'a link to edit the page', ['edit', 'page']],
  ['page-links', 'a link to edit the page', ['edit', 'link']],
  ['page-links', 'a link to edit the page', ['edit', 'this']],
  ['page-links', 'when the page was changed', ['last', 'updated']],
  ['page-links', 'when the page was changed', ['last', 'modified']],
];
const IDS: readonly (readonly [string, string, RegExp])[] = [
  [
    'cookies',
    'a cookie or consent notice',
    /cookie-?(?:bot|bar|banner|consent|notice|law|dialog)|^(?:cookies?|consent|onetrust|gdpr)(?![a-z])/i,
  ],
  ['toc', 'a table of contents', /^(?:toc|table-?of-?contents|tocbox)$/i],
  ['navigation', 'navigation', /^(?:nav|navbar|sidebar|footer|header|breadcrumbs?|menu|searchbox|side-?nav)$/i],
  ['navigation', 'an announcement', /^announcement(?:-?(?:bar|banner))?$/i],
  ['navigation', 'a search dialog', /^(?:doc)?search-?(?:modal|dialog|overlay|popup)$/i],
  ['advertising', 'advertising', /^(?:carbonads|adsense|google_ads)/i],
  ['feedback', 'comments', /^(?:disqus_thread|giscus|feedback-(?:form|widget))$/i],
];
/** What these name is a block; in running text the same words are content. */
const BLOCK_TAGS = new Set([
  'div',
  'section',
  'ul',
  'ol',
  'dl',
  'p',
  'details',
  'header',
  'footer',
  'form',
  'table',
  'aside',
  'nav',
  'menu',
  'ins',
]);

/** Tags that are never content, whatever is in them. */
const DEAD_TAGS: Readonly<Record<string, Verdict>> = {
  nav: { step: 'navigation', reason: 'navigation' },
  menu: { step: 'navigation', reason: 'navigation' },
  dialog: { step: 'navigation', reason: 'a dialog' },
  button: { step: 'controls', reason: 'a button' },
  input: { step: 'controls', reason: 'a control' },
  select: { step: 'controls', reason: 'a control' },
  textarea: { step: 'controls', reason: 'a control' },
  progress: { step: 'controls', reason: 'a control' },
};

/**
 * Why an element is not the page's own text but what stands around it on every page, or null. Judged by tag, role, class and id; an
 * element with the page title in it, or with code and no better sign than its class, is content.
 */
export function boilerplateReason(element: Element, measure: Measure): Verdict | null {
  const { name, attribs } = element;
  // Filled in when somebody searches; its own headings are no title.
  if (element.name === 'div' && ['search', 'results'].every((word) => classWords(element).has(word)) && !measure.hasCode)
    return { step: 'navigation', reason: 'a frame for search results' };
  if (measure.hasTitle) return null;
  const dead = DEAD_TAGS[name];
  if (dead) return dead;
  if (attribs.role && ROLES.has(attribs.role) && !measure.hasCode) return { step: 'navigation', reason: `role ${attribs.role}` };
  const linkShare = measure.chars > 0 ? measure.linkChars / measure.chars : 0;
  if (name === 'footer' && !measure.hasCode) return { step: 'navigation', reason: 'a footer' };
  if (name === 'form' && !measure.hasCode && measure.chars < MAX_FORM_CHARS) return { step: 'feedback', reason: 'a form' };
  if (name === 'aside' && classWords(element).has('banner')) return { step: 'navigation', reason: 'an announcement' };
  if ((name === 'aside' || name === 'header') && linkShare > MOSTLY_LINKS) return { step: 'navigation', reason: `${name} of links` };
  if (!BLOCK_TAGS.has(name) || measure.hasCode || name === 'table') return null;
  const words = classWords(element);
  const find = (rules: readonly (readonly [string, string, RegExp])[]) =>
    rules.find(([, , pattern]) => [...words].some((word) => pattern.test(word)));
  const named =
    find(STRONG_NAMES) ??
    NAME_PAIRS.find(([, , pair]) => pair.every((word) => words.has(word))) ??
    (linkShare > MOSTLY_LINKS ? find(WEAK_NAMES) : undefined) ??
    // Sections carry the ids of their headings: `<section id="menu">` is a chapter.
    (name !== 'section' && attribs.id ? IDS.find(([, , pattern]) => pattern.test(attribs.id!)) : undefined);
  return named ? { step: named[0], reason: named[1] } : null;
}

const MOSTLY_LINKS = 0.5;
/** A larger form is a page wrapped in one, as ASP.NET does. */
const MAX_FORM_CHARS = 600;
