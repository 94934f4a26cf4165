import { load } from 'cheerio';
import { Agent, request } from 'undici';
import { pagePath } from '../site/site-page.ts';

/** What one would write by hand: a loop of undici and cheerio over known addresses. Arguments: origin, pages, concurrency. */
const [origin = '', pages = '0', concurrency = '20'] = process.argv.slice(2);
const dispatcher = new Agent({ connections: Number(concurrency), pipelining: 1 });
let next = 0;
let parsed = 0;

async function work(): Promise<void> {
  while (next < Number(pages)) {
    const { body } = await request(`${origin}${pagePath(next++)}`, { dispatcher });
    if (load(await body.text())('h1').length > 0) parsed++;
  }
}

await Promise.all(Array.from({ length: Number(concurrency) }, work));
await dispatcher.close();
process.stdout.write(`${JSON.stringify({ parsed })}\n`);
