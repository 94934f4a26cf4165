import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../tests/fixtures/browser.ts';
import type { Bench } from '../bench.ts';
import { formatTable, median } from '../print-table.ts';
import { type ChatPage, chatPages, servePages } from './chat-pages.ts';

const ROUNDS = 5;

/** The machine as it is, and a phone: a processor four times slower, 1.6 Mbit/s with 150 ms of latency. */
const MACHINES = {
  desktop: { cpu: 1, network: null },
  phone: { cpu: 4, network: { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 } },
} as const;
type Machine = keyof typeof MACHINES;

/**
 * Notes when the chat can be typed into: its text field is on the screen, wherever in a shadow root, and the page has painted it and has
 * time again. On the page without a chat: when it is loaded.
 */
const WATCH = `
  const fieldIn = (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.matches('textarea, [contenteditable=true]') && node.getClientRects().length) return node;
      const inner = node.shadowRoot && fieldIn(node.shadowRoot);
      if (inner) return inner;
    }
  };
  const note = () => setTimeout(() => { globalThis.interactiveMs = performance.now(); });
  const look = () => fieldIn(document) ? requestAnimationFrame(note) : requestAnimationFrame(look);
  look();
  addEventListener('load', () => { if (!document.querySelector('script')) note(); });
`;

type Sample = { readonly interactiveMs: number; readonly heapBytes: number };
type Measured = {
  readonly name: string;
  readonly gzipBytes: number;
  readonly interactiveMs: Readonly<Record<Machine, number>>;
  readonly heapBytes: number;
};

/** What a chat costs the page that it is on, beside two chats from npm: time until it can be typed into, and memory. */
export const widgetBench: Bench = {
  parts: {
    page: async () => {
      const pages = await chatPages();
      const server = await servePages(pages);
      try {
        const samples = new Map(pages.map(({ name }) => [name, { desktop: [] as Sample[], phone: [] as Sample[] }]));
        for (let round = 0; round < ROUNDS; round += 1) {
          for (const [at, page] of pages.entries()) {
            for (const machine of ['desktop', 'phone'] as const)
              samples.get(page.name)![machine].push(await inOwnBrowser((browser) => load(browser, `${server.origin}/${at}`, machine)));
          }
        }
        const measured = pages.map(({ name }: ChatPage): Measured => {
          const { desktop, phone } = samples.get(name)!;
          const time = (of: readonly Sample[]) => median(of.map(({ interactiveMs }) => interactiveMs));
          const heapBytes = median(desktop.map((sample) => sample.heapBytes));
          return { name, gzipBytes: server.gzipBytes(name), interactiveMs: { desktop: time(desktop), phone: time(phone) }, heapBytes };
        });
        return { text: format(measured), json: measured };
      } finally {
        server.close();
      }
    },
  },
};

/** A process for each sample: nobody finds the code or the memory of another one. */
async function inOwnBrowser<Result>(use: (browser: Browser) => Promise<Result>): Promise<Result> {
  const browser = await launchBrowser();
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

async function load(browser: Browser, url: string, machine: Machine): Promise<Sample> {
  const { cpu, network } = MACHINES[machine];
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const tools = await page.context().newCDPSession(page);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  if (network) {
    await tools.send('Network.enable');
    await tools.send('Network.emulateNetworkConditions', network);
  }
  await page.addInitScript(WATCH);
  await page.goto(url);
  await page.waitForFunction('globalThis.interactiveMs !== undefined');
  const interactiveMs = (await page.evaluate('interactiveMs')) as number;
  await tools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  return { interactiveMs, heapBytes: usedSize };
}

function format(measured: readonly Measured[]): string {
  const bare = measured[0]!;
  const ours = measured[1]!;
  const table = formatTable(
    ['chat', 'gzip kB', 'desktop ms', 'phone ms', 'ratio', 'heap MB', 'of it the chat', 'ratio'],
    measured.map((one) => {
      const heap = one.heapBytes - bare.heapBytes;
      const isChat = one !== bare;
      return [
        one.name,
        (one.gzipBytes / 1_000).toFixed(1),
        one.interactiveMs.desktop.toFixed(0),
        one.interactiveMs.phone.toFixed(0),
        isChat ? (one.interactiveMs.phone / ours.interactiveMs.phone).toFixed(1) : '',
        (one.heapBytes / 1e6).toFixed(2),
        isChat ? (heap / 1e6).toFixed(2) : '',
        isChat ? (heap / (ours.heapBytes - bare.heapBytes)).toFixed(1) : '',
      ];
    }),
  );
  return [`Widget: until a chat can be typed into, median of ${ROUNDS} browsers each, and what it holds in memory then`, '', table].join(
    '\n',
  );
}
