import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** One stylesheet for the pages that the server writes itself: readable in light and dark, at any width, without a script. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --text: #1b1f24; --dim: #57606a; --line: #d0d7de; --back: #ffffff; --soft: #f3f5f7; --link: #0b57d0; }
@media screen and (prefers-color-scheme: dark) {
  :root { --text: #e6e9ec; --dim: #a3adb8; --line: #3a424c; --back: #14171b; --soft: #1f242a; --link: #8ab4f8; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.6 system-ui, sans-serif; }
header, main, footer { max-width: 52rem; margin: 0 auto; padding: 1rem 1.25rem; }
header { border-bottom: 1px solid var(--line); }
header p, footer, .dim { color: var(--dim); margin: 0; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 1rem 0; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
a { color: var(--link); }
a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code { font-family: ui-monospace, monospace; font-size: .9em; background: var(--soft); padding: .1em .3em; border-radius: 4px; overflow-wrap: anywhere; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem; overflow-x: auto; }
pre code { background: none; padding: 0; overflow-wrap: normal; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--dim); }
.scroll { overflow-x: auto; }
.subject { min-width: 12rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); }
td time { white-space: nowrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.25rem; margin: 1rem 0; }
dt { color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
.tag { display: inline-block; background: var(--soft); border: 1px solid var(--line); border-radius: 999px; padding: 0 .6rem; margin: 0 .3rem .3rem 0; font-size: .85rem; }
.comment { border: 1px solid var(--line); border-radius: 8px; padding: .75rem 1rem; margin: 1rem 0; }
.done { border: 1px solid var(--line); border-left: 4px solid var(--link); border-radius: 8px; background: var(--soft); padding: .75rem 1rem; }
form { margin: 1rem 0; }
label { display: block; font-weight: 600; margin-bottom: .3rem; }
textarea { width: 100%; font: inherit; color: inherit; background: var(--back); border: 1px solid var(--dim); border-radius: 8px; padding: .6rem .75rem; }
.buttons { display: flex; flex-wrap: wrap; gap: .6rem; margin: .6rem 0; }
button { font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--dim); border-radius: 8px; padding: .45rem 1rem; min-height: 2.75rem; cursor: pointer; }
textarea:focus-visible, button:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0 0; }
@media print { :root { color-scheme: light; } pre { white-space: pre-wrap; } pre, li { break-inside: avoid; } h2 { break-after: avoid; } }
`;

const styleHash = createHash('sha256').update(PAGE_STYLE).digest('base64');

/** Nothing loads but the stylesheet above, by its hash. */
const pagePolicy = (formAction: "'none'" | "'self'") =>
  `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action ${formAction}; frame-ancestors 'none'`;

/** Pages with scripts, such as the sample site and the curation desk: everything from this server, nothing inline but the stylesheet above. */
export const SITE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' 'sha256-${styleHash}'`,
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

type PageParts = {
  readonly title: string;
  readonly heading: string;
  readonly main: Html | readonly Html[];
  /** The address of a file with the stylesheet, where a policy allows none in the page. */
  readonly style?: string | undefined;
};

/** A whole page. `title` and `heading` are texts, `main` is HTML that was escaped where it was written. */
export async function page(parts: PageParts): Promise<string> {
  const text = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${parts.title}</title>
${parts.style ? html`<link rel="stylesheet" href="${parts.style}">` : html`<style>${raw(PAGE_STYLE)}</style>`}
</head>
<body>
<header><p>${parts.heading}</p></header>
<main>${parts.main}</main>
</body>
</html>
`;
  return text.toString();
}

/** A response of such a page. `takesForms` lets it send forms to this server. */
export async function pageResponse(
  { takesForms = false, ...parts }: PageParts & { readonly takesForms?: boolean },
  status = 200,
): Promise<Response> {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': pagePolicy(takesForms ? "'self'" : "'none'"),
  };
  return new Response(await page(parts), { status, headers });
}
