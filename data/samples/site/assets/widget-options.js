/*
 * The page of widget options: what is chosen becomes attributes and style rules. The same text is put into effect here and shown to be
 * copied, so that the two cannot differ. Rules go into a constructed sheet, which the site's content policy needs no exception for.
 */
const form = document.getElementById('options');
const main = document.getElementById('main');
const told = document.getElementById('told');
const scriptTag = document.getElementById('script-tag');
const styleRules = document.getElementById('style-rules');
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** From here the column and the open chat have room beside each other; the style sheet has the same figure. */
const wide = matchMedia('(min-width: 64rem)');
/** What text has to have against what it stands on (WCAG: 4.5), and something for the tinted grounds of the chat. */
const LEAST_CONTRAST = 5.5;
const LIGHT_SURFACE = [255, 255, 255];
const DARK_SURFACE = [22, 27, 29];
const BLACK = [0, 0, 0];
/** These the element reads when it comes into the page; the others it follows while it is there. */
const READ_ONCE = ['lang', 'brand', 'suggestions', 'person'];

const channels = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
const hexOf = (colour) => `#${colour.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance, as WCAG 2.2 has it. */
function luminance(colour) {
  const [red, green, blue] = colour.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [less, more] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}

/** The colour itself, or as little of black or white in it as makes it readable on `surface`. */
function readable(colour, surface, towards) {
  for (let part = 0; part <= 1; part += 0.02) {
    const mixed = colour.map((value, at) => value + (towards[at] - value) * part);
    if (contrast(mixed, surface) >= LEAST_CONTRAST) return mixed;
  }
  return towards;
}

/** What is chosen; nothing for what is left as it is. */
function chosen() {
  const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
  for (const name of ['accent', 'radius']) if (values[name] === form.elements[name].defaultValue) values[name] = '';
  return values;
}

function attributesOf({ theme, lang, dir, brand, suggestions, person }) {
  const lines = suggestions.split('\n').map((line) => line.trim()).filter(Boolean).join('|');
  const given = Object.entries({ theme, lang, dir, brand, suggestions: lines, person }).filter(([, value]) => value);
  return Object.fromEntries(given.map(([name, value]) => [name, value === 'off' ? '' : value]));
}

function rulesOf({ accent, radius, font, position }) {
  const rules = [];
  if (accent) {
    const light = hexOf(readable(channels(accent), LIGHT_SURFACE, BLACK));
    const dark = hexOf(readable(channels(accent), DARK_SURFACE, LIGHT_SURFACE));
    rules.push(`--threadwell-accent: light-dark(${light}, ${dark});`, '--threadwell-on-accent: light-dark(#ffffff, #000000);');
  }
  if (radius) rules.push(`--threadwell-radius: ${radius}px;`);
  if (font) rules.push(`--threadwell-font: ${font};`);
  if (position) rules.push('inset-inline: 20px auto;');
  if (!rules.length) return '';
  const element = `support-chat {\n${rules.map((rule) => `  ${rule}\n`).join('')}}\n`;
  if (!position) return element;
  // Where the panel takes the whole screen it has no side.
  return `${element}@media (min-width: 481px) and (min-height: 481px) {\n  support-chat::part(panel) {\n    inset-inline: 20px auto;\n  }\n}\n`;
}

function tagOf(attributes) {
  const escaped = (value) => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const data = Object.entries(attributes).map(([name, value]) => `\n  data-${name}="${escaped(value)}"`);
  return `<script type="module" src="${new URL('/widget.js', location.href).href}"${data.join('')}></script>`;
}

/** Until the visitor closes it, a change also shows the chat, where there is room for it. */
let isWanted = true;
/** Opening the chat puts the focus into it; a control that is being used keeps it. */
async function show(element, keepsFocus) {
  if (!element.shadowRoot.firstChild)
    await new Promise((resolve) => new MutationObserver(resolve).observe(element.shadowRoot, { childList: true }));
  // A field that is being left says so before the next one has the focus.
  await new Promise((resolve) => setTimeout(resolve));
  const { activeElement } = document;
  element.open();
  if (keepsFocus) activeElement?.focus();
}

let shown = {};
function apply() {
  const values = chosen();
  const attributes = attributesOf(values);
  const rules = rulesOf(values);
  sheet.replaceSync(rules);
  scriptTag.textContent = tagOf(attributes);
  styleRules.textContent = rules;
  document.getElementById('style').hidden = !rules;
  document.getElementById('radius-value').textContent = `${form.elements.radius.value} px`;
  main.classList.toggle('chat-left', (values.position === 'start') !== (values.dir === 'rtl'));
  let element = document.querySelector('support-chat');
  if (READ_ONCE.some((name) => attributes[name] !== shown[name])) {
    element.remove();
    element = document.createElement('support-chat');
    element.setAttribute('endpoint', '/');
  }
  for (const name of ['theme', 'dir', ...READ_ONCE]) {
    if (name in attributes) element.setAttribute(name, attributes[name]);
    else element.removeAttribute(name);
  }
  if (!element.isConnected) document.body.append(element);
  shown = attributes;
  return element;
}

// A text is taken when its field is left, so that the chat is not made anew for each letter; all else at once.
form.addEventListener('input', ({ target }) => {
  if (!target.matches('[type="text"], textarea')) change();
});
form.addEventListener('change', ({ target }) => {
  if (target.matches('[type="text"], textarea')) change();
});
form.addEventListener('submit', (event) => event.preventDefault());
// The fields have their first values back only after the event.
form.addEventListener('reset', () => setTimeout(apply));
document.getElementById('show').addEventListener('click', () => show(document.querySelector('support-chat'), false));

function change() {
  told.textContent = '';
  const element = apply();
  if (isWanted && wide.matches) show(element, true);
}

addEventListener('threadwell-open', () => {
  isWanted = true;
});
addEventListener('threadwell-close', () => {
  isWanted = false;
});
addEventListener('threadwell-person', (event) => {
  if (form.elements.person.value !== 'own') return;
  event.preventDefault();
  told.textContent = 'Here the page would open its own chat with a person.';
});

for (const button of document.querySelectorAll('[data-copies]')) {
  button.addEventListener('click', async () => {
    const copied = await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent).then(
      () => true,
      () => false,
    );
    told.textContent = copied ? 'Copied.' : 'The browser did not allow the copy; select the text and copy it.';
  });
}

apply();
