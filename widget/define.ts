import { SupportChatElement } from './support-chat-element.ts';

/**
 * The script tag's way in: makes `<support-chat>` known and, when a script tag of the page loaded this module, places one with what that
 * tag says in `data-…`. A page that writes the element itself keeps its own.
 */
SupportChatElement.define();

const script = [...document.scripts].find(({ src }) => src === import.meta.url);

function place(): void {
  if (!script || document.querySelector('support-chat')) return;
  const element = document.createElement('support-chat');
  // Without `data-endpoint` the server is where the script came from.
  const attributes = { endpoint: new URL('.', import.meta.url).href, ...script.dataset };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value ?? '');
  document.body.append(element);
}

// An `async` module may run before there is a body.
if (document.body) place();
else addEventListener('DOMContentLoaded', place);
