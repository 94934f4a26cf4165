/**
 * The ways in which a page carries words that no reader sees. Each is a form that real pages use, for good reasons and for bad ones:
 * an extractor that lets them through feeds whatever they say into answers.
 */
const WAYS: Readonly<Record<string, (html: string) => string>> = {
  'display-none': (html) => `<div style="display:none">${html}</div>`,
  'display-none-important': (html) => `<p style="color:#333; display : none !important">${html}</p>`,
  'hidden-attribute': (html) => `<p hidden>${html}</p>`,
  'css-class': (html) => `<style>.q7x { display: none }</style><div class="q7x">${html}</div>`,
  visibility: (html) => `<p style="visibility:hidden">${html}</p>`,
  'off-screen': (html) => `<div style="position:absolute;left:-9999px;top:auto">${html}</div>`,
  'zero-size': (html) => `<span style="font-size:0">${html}</span>`,
  'zero-box': (html) => `<div style="width:0;height:0;overflow:hidden">${html}</div>`,
  transparent: (html) => `<p style="opacity:0">${html}</p>`,
  comment: (html) => `<!-- ${html} -->`,
  template: (html) => `<template><p>${html}</p></template>`,
  script: (html) => `<script type="text/plain">${html}</script>`,
};

export function hide(how: string, html: string): string {
  const way = WAYS[how];
  if (!way) throw new Error(`<x-hidden how="${how}">: the ways are ${Object.keys(WAYS).join(', ')}`);
  return way(html);
}
