import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { bundleWidget } from '../../runtime/cli/browser-bundles.ts';

/** A page of docs with a chat on it, open as soon as it can be. */
export type ChatPage = { readonly name: string; readonly html: string; readonly script: string | null };

const require = createRequire(import.meta.url);

const ROOM = {
  roomId: '1',
  roomName: 'Support',
  users: [
    { _id: '1', username: 'Visitor' },
    { _id: '2', username: 'Support' },
  ],
};

/** Ours and two peers from npm, each set up as its README says, and the page without any. */
export async function chatPages(): Promise<readonly ChatPage[]> {
  const ours = (await bundleWidget({ brand: 'Support' })).get('widget.js')!;
  const openOurs = `<script type="module">document.querySelector('support-chat').open();</script>`;
  return [
    { name: 'no chat', html: '', script: null },
    { name: 'threadwell', html: `<script type="module" src="/chat.js"></script>${openOurs}`, script: ours },
    {
      name: 'deep-chat',
      html: '<script type="module" src="/chat.js"></script><deep-chat demo="true"></deep-chat>',
      script: readFileSync(require.resolve('deep-chat/dist/deepChat.bundle.js'), 'utf8'),
    },
    {
      name: 'vue-advanced-chat',
      html: `<script type="module">
        import { register } from '/chat.js';
        register();
        const chat = document.querySelector('vue-advanced-chat');
        chat.rooms = [${JSON.stringify(ROOM)}];
        chat.messages = [];
      </script><vue-advanced-chat height="600px" current-user-id="1" single-room="true" rooms-loaded="true" messages-loaded="true" room-id="1"></vue-advanced-chat>`,
      script: readFileSync(require.resolve('vue-advanced-chat/dist/vue-advanced-chat.es.js'), 'utf8'),
    },
  ];
}

/** Docs of some length, so that the chat comes to a page that has work of its own. */
const DOCS = Array.from(
  { length: 60 },
  (_, at) => `<h2>Section ${at}</h2><p>${'Set the property, restart the application, and read the log. '.repeat(8)}</p>`,
).join('');

/** Serves a chat's page at `/NAME/`, compressed as sites do. */
export async function servePages(pages: readonly ChatPage[]): Promise<{ origin: string; gzipBytes(name: string): number; close(): void }> {
  const files = new Map<string, { type: string; body: Buffer }>();
  for (const [at, { html, script }] of pages.entries()) {
    const page = `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Docs</title><link rel="icon" href="data:,"><main>${DOCS}</main>${html.replaceAll('/chat.js', `/${at}.js`)}`;
    files.set(`/${at}`, { type: 'text/html; charset=utf-8', body: gzipSync(page) });
    if (script) files.set(`/${at}.js`, { type: 'text/javascript; charset=utf-8', body: gzipSync(script) });
  }
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    if (!file) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': file.type, 'content-encoding': 'gzip', 'cache-control': 'no-store' }).end(file.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    gzipBytes: (name) => files.get(`/${pages.findIndex((page) => page.name === name)}.js`)?.body.length ?? 0,
    close: () => server.closeAllConnections() ?? server.close(),
  };
}
