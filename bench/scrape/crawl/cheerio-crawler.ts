import { Agent } from 'node:http';
import { CheerioCrawler, Configuration, LogLevel, log, RequestList } from 'crawlee';
import { pagePath } from '../site/site-page.ts';

/**
 * CheerioCrawler doing nothing but parse, at its best: addresses known beforehand, concurrency fixed, nothing kept on disk, no
 * sessions, no links followed, no retries, connections kept open. Arguments: origin, pages, concurrency.
 */
const [origin = '', pages = '0', concurrency = '20'] = process.argv.slice(2);
log.setLevel(LogLevel.ERROR);
const agent = new Agent({ keepAlive: true, maxSockets: Number(concurrency) });
const requestList = await RequestList.open(
  null,
  Array.from({ length: Number(pages) }, (_, number) => `${origin}${pagePath(number)}`),
);
let parsed = 0;
const crawler = new CheerioCrawler(
  {
    requestList,
    minConcurrency: Number(concurrency),
    maxConcurrency: Number(concurrency),
    maxRequestRetries: 0,
    useSessionPool: false,
    persistCookiesPerSession: false,
    statisticsOptions: { persistenceOptions: { enable: false }, logIntervalSecs: 3600 },
    preNavigationHooks: [
      (_context, options) => {
        options.agent = { http: agent };
      },
    ],
    requestHandler: async ({ $ }) => {
      if ($('h1').length > 0) parsed++;
    },
  },
  new Configuration({ persistStorage: false, availableMemoryRatio: 0.5 }),
);
await crawler.run();
agent.destroy();
process.stdout.write(`${JSON.stringify({ parsed })}\n`);
