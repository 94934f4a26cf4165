/**
 * One sheet for all elements of a page, made on first use. Constructed sheets stand outside `style-src`, so that the strictest content
 * policy needs no exception. Sizes are in px, because the host page's root size must not matter; sides are logical, for right-to-left
 * pages. Colours are `light-dark()` pairs of at least 4.5:1 for text and 3:1 for the edges of what can be operated. Written tight: every
 * byte travels to every visitor.
 */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(tokens + frame + conversation + forms + media);
  }
  return sheet;
}

let sheet: CSSStyleSheet | null = null;

const tokens = `
:host{all:initial;color-scheme:light dark;position:fixed;z-index:2147483000;inset-block-end:20px;inset-inline-end:20px;color:var(--text);
font:15px/1.5 var(--threadwell-font,system-ui,sans-serif);
--accent:var(--threadwell-accent,light-dark(#0e5a5e,#7bd3c6));
--on-accent:var(--threadwell-on-accent,light-dark(#fff,#05292a));
--surface:var(--threadwell-surface,light-dark(#fff,#161b1d));
--text:var(--threadwell-text,light-dark(#182225,#e7eded));
--radius:var(--threadwell-radius,16px);
--tint:light-dark(#e6f1ef,#1d3536);
--raised:light-dark(#f5f7f6,#1f2629);
--muted:light-dark(#56646a,#a4b3b6);
--line:light-dark(#dfe5e4,#333d41);
--edge:light-dark(#7c8a8e,#74848a);
--bad:light-dark(#a12a1b,#ffa394)}
:host([theme=light]){color-scheme:light}
:host([theme=dark]){color-scheme:dark}
*{box-sizing:border-box;margin:0;padding:0;border:0;font:inherit;color:inherit;overflow-wrap:anywhere}
button{cursor:pointer;background:none;text-align:start;border-radius:10px}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
[tabindex="-1"]{outline:0}
[hidden],.source:empty,p:empty{display:none!important}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
svg{width:20px;height:20px;flex:none;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
h2,h3,legend,th,strong,.greeting,.bubble,.number,.mark,.primary,.secondary{font-weight:600}
em{font-style:italic}
.muted,blockquote{color:var(--muted)}
.problem{color:var(--bad)}
.small,.foot,.top p,label span{font-size:13px}
.quiet{color:var(--accent)}
`;

const frame = `
.bubble{display:flex;align-items:center;gap:10px;height:52px;padding-inline:16px 20px;border-radius:26px;background:var(--accent);color:var(--on-accent);box-shadow:0 8px 24px -6px #0008}
.panel{position:fixed;inset:auto;inset-block-end:84px;inset-inline-end:20px;width:min(416px,100vw - 40px);height:min(680px,100dvh - 104px);max-width:none;max-height:none;flex-direction:column;overflow:hidden;background:var(--surface);border:1px solid var(--line);border-radius:var(--radius);box-shadow:0 20px 60px -12px #0006}
.panel[open]{display:flex;animation:rise .18s}
@keyframes rise{from{opacity:0;translate:0 12px}}
.top,.row,.head,.rating{display:flex;align-items:center;gap:8px}
.top{padding:12px;padding-inline-start:20px;border-block-end:1px solid var(--line)}
.top>div{flex:1}
h2{font-size:16px}
.round,.send{display:grid;place-items:center;flex:none;width:36px;height:36px;border-radius:50%}
.round{color:var(--muted)}
.log{flex:1;overflow:hidden auto;overscroll-behavior:contain;padding:20px;outline-offset:-2px}
.greeting{font-size:22px;line-height:1.25;margin-bottom:6px}
.welcome li,.answer,.answer>*>*{margin-top:12px}
.welcome button{width:100%;padding:11px 14px;border:1px solid var(--line)}
.welcome ul,.sources ol{list-style:none}
`;

const conversation = `
.turn+.turn{margin-top:28px}
.question{width:fit-content;max-width:88%;margin-inline-start:auto;padding:9px 14px;border-radius:16px;border-end-end-radius:5px;background:var(--tint);white-space:pre-wrap}
.body>*+*,li>*+*,fieldset>*{margin-top:.7em}
.body li+li{margin-top:.35em}
.body ul,.body ol{padding-inline-start:1.5em}
blockquote{padding-inline-start:12px;border-inline-start:3px solid var(--line)}
code,pre{font:13px/1.55 ui-monospace,monospace}
:not(pre)>code,th,.code,.card{background:var(--raised)}
:not(pre)>code{padding:.1em .3em;border-radius:5px}
.code,.card{border:1px solid var(--line);border-radius:12px;overflow:hidden}
.bar{display:flex;justify-content:space-between;padding:3px 12px;border-block-end:1px solid var(--line);font-size:12px;color:var(--muted)}
pre{padding:10px 12px;white-space:pre;outline-offset:-2px}
.wide,pre{overflow-x:auto}
table{border-collapse:collapse;font-size:14px}
td,th{padding:6px 10px;border:1px solid var(--line);text-align:start;overflow-wrap:normal}
.mark,.number{display:inline-grid;place-items:center;flex:none;min-width:20px;height:20px;padding:0 5px;border-radius:10px;background:var(--tint);color:var(--accent);font-size:12px;line-height:1}
.mark{position:relative;margin-inline:2px}
.mark:after{content:"";position:absolute;inset:-3px}
.typing,.streaming p:last-child:after{animation:fade 1.4s infinite}
.streaming p:last-child:after{content:"▍";color:var(--accent)}
@keyframes fade{50%{opacity:.4}}
.sources button{display:flex;gap:10px;width:100%;padding:6px 8px;margin-inline-start:-8px;font-size:14px;line-height:20px}
.rating .round{width:32px;height:32px}
.rating svg{width:17px}
.down svg{rotate:180deg}
[aria-pressed=true]{background:var(--tint);color:var(--accent)}
button:hover{background-image:linear-gradient(#8882,#8882)}
.source{position:relative}
.source section{position:absolute;inset:auto 0 0;max-height:60dvh;overflow-y:auto;padding:14px 20px 20px;background:var(--surface);border-block-start:1px solid var(--line);border-radius:var(--radius) var(--radius) 0 0;box-shadow:0 -12px 32px -8px #0004;animation:rise .18s}
.source section>*+*{margin-top:8px}
.source a{display:inline-block}
.head .round{margin-inline-start:auto}
.source blockquote{white-space:pre-line}
`;

const forms = `
.row{flex-wrap:wrap;gap:8px 14px;margin-top:10px}
.primary,.secondary{padding:8px 16px;border:1px solid var(--edge)}
.primary,.send{background:var(--accent);color:var(--on-accent)}
:disabled{opacity:.5;cursor:default}
.card{padding:16px}
fieldset{min-width:0}
label,label span{display:block}
label>*+*,.box{width:100%;border:1px solid var(--edge);border-radius:10px;background:var(--surface)}
label>*+*{padding:7px 10px}
textarea{resize:none;max-height:132px;field-sizing:content}
.composer{padding:10px 16px 0}
.box{display:flex;align-items:end;gap:6px;padding:5px;padding-inline-start:14px;border-radius:22px}
.box:focus-within{outline:2px solid var(--accent);outline-offset:-1px}
.box textarea{flex:1;min-width:0;padding:6px 0;background:none;outline:0}
::placeholder{color:var(--muted);opacity:1}
.foot{display:flex;flex-wrap:wrap;justify-content:space-between;gap:2px 16px;padding:8px 20px max(12px,env(safe-area-inset-bottom))}
`;

/** Phones zoom in on what is typed into when it is smaller than 16 px. */
const media = `
@media(max-width:480px){.panel{inset:0;width:100vw;height:100dvh;border:0;border-radius:0}input,select,textarea{font-size:16px}}
@media(prefers-reduced-motion){*,:after{animation:none!important}}
@media(forced-colors:active){button,.question{border:1px solid}[aria-pressed=true]{border:3px solid Highlight}}
`;
