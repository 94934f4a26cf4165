import { createElement, render } from 'preact';
import { App } from './app.tsx';

/** The page's entry: bundled by the server when it starts, served at /curate/curate.js. */
const desk = document.getElementById('desk')!;
// What stood there while the script was on its way is not the desk's: it would be left beside it.
desk.replaceChildren();
render(createElement(App, {}), desk);
