/**
 * One sheet for all elements of a page, made on first use. Constructed sheets stand outside `style-src`, so that the strictest content
 * policy needs no exception. Sizes are in px, because the host page's root size must not matter; sides are logical, for right-to-left
 * pages. Colours are `light-dark()` pairs of at least 4.5:1 for text and 3:1 for the edges of what can be operated. Written tight: every
 * byte travels to every visitor.
 */
export function styleSheet(rules = RULES): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  return sheet;
}

/**
 * The element's own box once more, for the page: what a page says of every element (`* { all: unset }`) stands above `:host`. Without
 * specificity, so that what it says of this one wins.
 */
export const hostRules = (tag: string): string => `:where(${tag}){${HOST}}`;

/** What no page has a reason to say of the chat but by the way, as in `body > *`, is important. */
const HOST =
  'all:initial;color-scheme:light dark;position:fixed!important;width:auto!important;margin:0!important;padding:0!important;z-index:2147483000;inset-block-end:20px;inset-inline-end:20px;color:var(--text)!important;font:15px/1.5 var(--threadwell-font,system-ui,sans-serif)';

/** Tokens, frame, conversation, forms, media, without their line breaks. Phones zoom in on what is typed into when it is smaller than 16 px. */
const RULES = `:host{${HOST};\
--accent:var(--threadwell-accent,light-dark(#0e5a5e,#7bd3c6));\
--surface:var(--threadwell-surface,light-dark(#fff,#161b1d));\
--text:var(--threadwell-text,light-dark(#182225,#e7eded));\
--tint:color-mix(in srgb,var(--accent)12%,var(--surface));\
--line:color-mix(in srgb,var(--text)14%,var(--surface))}\
:host([theme=light]){color-scheme:light!important}\
:host([theme=dark]){color-scheme:dark!important}\
*{box-sizing:border-box;margin:0;padding:0;border:0;font:inherit;color:inherit;overflow-wrap:anywhere}\
button{cursor:pointer;background:none;text-align:start;border-radius:10px}\
a,.quiet{color:var(--accent)}\
:focus-visible,.box:focus-within{outline:2px solid var(--accent);outline-offset:2px}\
.log,.code pre,.box:focus-within,.source section>:last-child{outline-offset:-2px}\
[tabindex="-1"]{outline:0}\
:host([hidden]),[hidden],.source:empty,p:empty,.row:empty{display:none!important}\
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\
svg{width:20px;height:20px;flex:none;fill:none;stroke:currentColor;stroke-width:1.8}\
h2,h3,legend,th,strong,.greeting,.bubble,.mark,.number,.primary,.secondary{font-weight:600}\
em{font-style:italic}\
.muted,.round,blockquote,.bar,.rating,::placeholder{color:color-mix(in srgb,var(--text)70%,var(--surface))}\
.problem,.notice{color:light-dark(#a12a1b,#ffa394)}\
.small,.foot,.bar,.rating,.notice,table,.sources,.top p,label span{font-size:13px}\
.bubble{display:flex;align-items:center;gap:8px;padding:14px 20px;border-radius:28px;box-shadow:0 8px 32px -8px #0008}\
.panel{position:fixed;inset:auto;inset-block-end:84px;inset-inline-end:20px;width:min(416px,100vw - 40px);height:min(680px,100dvh - 104px);max-width:none;max-height:none;flex-direction:column;overflow:clip;background:var(--surface);border-radius:var(--threadwell-radius,16px);box-shadow:0 8px 32px -8px #0008}\
.panel[open]{display:flex;animation:show .2s}\
@keyframes show{from{opacity:0}}\
.top,.row,.head,.rating{display:flex;align-items:center;gap:8px}\
.top{padding:12px;padding-inline-start:20px;border-block-end:1px solid var(--line)}\
.top>div{flex:1}\
h2,.greeting{font-size:17px;line-height:1.3}\
.greeting{font-size:22px}\
.round,.send{display:grid;place-items:center;flex:none;width:36px;height:36px;border-radius:50%}\
.log{position:relative;flex:1;overflow:hidden auto;overscroll-behavior:contain;padding:20px}\
.welcome button{width:100%;padding:12px 16px}\
.welcome ul,.sources ol{list-style:none}\
.notice{padding:8px 20px}\
.turn+.turn{margin-top:28px}\
.question{width:fit-content;max-width:88%;margin-inline-start:auto;padding:8px 16px;border-radius:16px;border-end-end-radius:4px;background:var(--tint);white-space:pre-wrap}\
.welcome>*+*,.welcome li,.answer,.answer>*>*,.body>*+*,li>*+*,fieldset>*,.source section>*+*{margin-top:12px}\
.body li+li{margin-top:4px}\
.body ul,.body ol{padding-inline-start:24px}\
blockquote{padding-inline-start:12px;border-inline-start:3px solid var(--line);white-space:pre-line}\
code,pre{font:13px/1.5 ui-monospace,monospace}\
:not(pre)>code,th,.code,.card,.source,section{background:color-mix(in srgb,var(--text)4%,var(--surface))}\
:not(pre)>code{padding:2px 4px;border-radius:4px}\
td,th,.code,.card,.panel,.welcome button{border:1px solid var(--line)}\
.code,.card{border-radius:10px;overflow:hidden}\
.bar{display:flex;justify-content:space-between;padding:4px 12px;border-block-end:1px solid var(--line)}\
pre{padding:12px}\
.keep,.quiet{white-space:nowrap}\
.wide,pre{overflow-x:auto}\
table{border-collapse:collapse}\
td,th{text-align:start;overflow-wrap:normal}\
.mark,.number{display:inline-grid;place-items:center;flex:none;min-width:20px;height:20px;padding:0 4px;background:var(--tint);color:var(--accent);font-size:12px;line-height:1;border-radius:10px}\
.mark{position:relative;margin-inline:4px 2px}\
.mark:after{content:"";position:absolute;inset:-3px}\
.typing,.streaming p:last-child:after{animation:show .8s infinite alternate}\
.streaming p:last-child:after{content:"▍";color:var(--accent)}\
.sources button{display:flex;gap:8px;width:100%;padding:8px;margin-inline-start:-8px}\
.down svg{rotate:180deg}\
[aria-pressed=true]{background:var(--tint);color:var(--accent)}\
button:hover{background-image:linear-gradient(#8882 0 0)}\
.source{flex:none;max-height:40%;overflow-y:auto;padding:0 20px;border-block-start:1px solid var(--line)}\
.source section{padding-block-start:12px}\
.source section>:last-child{position:sticky;bottom:0;display:block;padding:4px 0 16px;background:inherit}\
.head .round,.rating .quiet{margin-inline-start:auto}\
.row{flex-wrap:wrap}\
.quiet{padding:4px 8px;margin:-4px -8px}\
.primary,.secondary{padding:8px 16px}\
.primary,.secondary,.box,label>*+*{border:1px solid color-mix(in srgb,var(--text)50%,var(--surface))}\
.primary,.send,.bubble{background:var(--accent);color:var(--threadwell-on-accent,light-dark(#fff,#05292a))}\
:disabled{opacity:.5;cursor:default}\
.card{padding:16px}\
fieldset{min-width:0}\
.body:has(+div form) ul,.body:has(+div>div.card):has(ul)>p{display:none}\
label,label span{display:block}\
.box,label>*+*{width:100%;border-radius:10px;background:var(--surface)}\
textarea{resize:none;max-height:132px;field-sizing:content}\
.composer{padding:8px 16px 0}\
td,th,label>*+*{padding:8px 12px}\
.box{display:flex;align-items:end;gap:8px;padding:4px;padding-inline-start:16px;border-radius:24px}\
.box textarea{flex:1;min-width:0;padding:8px 0;background:none;outline:0}\
::placeholder{opacity:1}\
.foot{justify-content:space-between;padding:8px 20px max(12px,env(safe-area-inset-bottom))}\
@media(max-width:480px),(max-height:480px){.panel{inset:0;width:100vw;height:100dvh;border:0;border-radius:0}input,select,textarea{font-size:16px}}\
@media print{:host{display:none!important}}\
@media(prefers-reduced-motion){*,:after{animation:none!important}}\
@media(forced-colors:active){button,.question,.number{border:1px solid}[aria-pressed=true]{border:3px solid Highlight}}`;
