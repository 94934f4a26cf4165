import { createElement, render } from 'preact';
import { App } from './app.tsx';

/** The page's entry: bundled by the server when it starts, served at /curate/curate.js. */
render(createElement(App, {}), document.getElementById('desk')!);
