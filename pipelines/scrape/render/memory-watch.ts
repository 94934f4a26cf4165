import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';

/** A documentation app takes 100 to 300 MB; a page that needs more than this was made to exhaust its reader. */
export const MAX_RENDERER_BYTES = 1024 * 1024 * 1024;
/** A script can take about 1 GB in a second. */
const LOOK_EVERY_MS = 250;
const PAGE_BYTES = 4_096;

export type MemoryWatch = { readonly browserPid: number | undefined; readonly stop: () => void };

/**
 * Kills a renderer process that takes too much memory; its page then crashes. Asks the browser for its processes and the system for their
 * size, which needs Linux' `/proc`: elsewhere nothing is watched and V8's own limit is all there is. `isBusy` says whether to look.
 */
export async function watchMemory(browser: Browser, isBusy: () => boolean, onKill: () => void): Promise<MemoryWatch> {
  const session = await browser.newBrowserCDPSession();
  const processes = async () => (await session.send('SystemInfo.getProcessInfo')).processInfo;
  let isLooking = false;
  const look = async () => {
    if (isLooking || !isBusy()) return;
    isLooking = true;
    try {
      for (const { type, id } of await processes()) {
        if (type !== 'renderer' || (await residentBytes(id)) <= MAX_RENDERER_BYTES) continue;
        onKill();
        process.kill(id, 'SIGKILL');
      }
    } catch {
      // The browser or the process ended meanwhile: nothing to watch.
    } finally {
      isLooking = false;
    }
  };
  const browserPid = (await processes()).find(({ type }) => type === 'browser')?.id;
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  timer.unref();
  return { browserPid, stop: () => clearInterval(timer) };
}

async function residentBytes(pid: number): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(statm.split(' ')[1] ?? 0) * PAGE_BYTES;
}
