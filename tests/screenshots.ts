import { mkdirSync, statSync } from 'node:fs';
import type { BrowserContextOptions } from 'playwright-core';
import { launchBrowser } from './fixtures/browser.ts';
import { countMonth, liveIn } from './fixtures/lived-in.ts';
import { startThreadwell, temporaryFolder } from './fixtures/threadwell.ts';
import { LOOKS, VIEWS } from './fixtures/views.ts';

/**
 * Takes the pictures of the README anew, from the samples: `npm run screenshots`. With names behind it, only those:
 * `npm run screenshots curate-gaps`. Exit code 1 when a picture is heavier than what a README should load.
 *
 * `npm run screenshots -- --every FOLDER [VIEW…]` takes each view whole, at three widths, light and dark, for eyes.
 */
const FOLDER = 'docs/pictures';
const MAX_BYTES = 200_000;
const PHONE = { viewport: { width: 375, height: 720 }, isMobile: true, hasTouch: true } as const;
const DARK = { colorScheme: 'dark' } as const;
/** What is full of text weighs more, so that less of it is shown. */
const LOW = { viewport: { width: 1280, height: 670 } } as const;

/** A picture's name is its view's, and what is peculiar about it. */
const PICTURES: Readonly<Record<string, readonly [view: string, options?: BrowserContextOptions]>> = {
  'curate-drafts': ['curate-drafts'],
  'curate-draft': ['curate-draft', LOW],
  'curate-draft-dark': ['curate-draft', { ...DARK, ...LOW }],
  'curate-draft-phone': ['curate-draft', PHONE],
  'curate-gaps': ['curate-gaps'],
  'curate-conversations': ['curate-conversations'],
  'curate-workflows': ['curate-workflows'],
  'curate-refreshes': ['curate-refreshes'],
  'curate-search': ['curate-search'],
  'curate-quality': ['curate-quality'],
  'desk-ticket': ['desk-ticket'],
  'sample-site': ['sample-site'],
  widget: ['widget', LOW],
  'widget-source-dark': ['widget-source', { ...DARK, ...LOW }],
  'widget-ticket': ['widget-ticket'],
  'widget-phone': ['widget', PHONE],
  'widget-options': ['widget-options'],
};

const every = process.argv[2] === '--every';
const folder = every ? process.argv[3] : FOLDER;
const asked = process.argv.slice(every ? 4 : 2);
const names = Object.keys(every ? VIEWS : PICTURES);
const unknown = asked.filter((name) => !names.includes(name));
if (!folder) refuse('--every needs a folder to put the pictures in');
if (unknown.length) refuse(`nothing is called ${unknown.join(', ')}; there are ${names.join(', ')}`);
const data = temporaryFolder();
await countMonth(data);
const started = await startThreadwell(data);
const browser = await launchBrowser();
try {
  const wanted = asked.length ? asked : names;
  mkdirSync(folder, { recursive: true });
  // The desks first: who takes a picture of the chat is a visitor with a conversation of its own.
  await liveIn(browser, started);
  await (every ? lookAtEach(wanted, folder) : takePictures(wanted));
} finally {
  await browser.close();
  await started.stop();
}

/** Wrong use, told in one line before anything is started. */
function refuse(message: string): never {
  process.stderr.write(`screenshots: ${message}\n`);
  process.exit(1);
}

async function takePictures(names: readonly string[]): Promise<void> {
  for (const name of names) {
    const [view, options] = PICTURES[name]!;
    const file = `${FOLDER}/${name}.png`;
    const page = await VIEWS[view]!({ browser, started }, options);
    await page.screenshot({ path: file, animations: 'disabled' });
    await page.context().close();
    const { size } = statSync(file);
    process.stdout.write(`${file} ${Math.round(size / 1000)} kB\n`);
    if (size <= MAX_BYTES) continue;
    process.stderr.write(`screenshots: ${file} has ${size} bytes, over ${MAX_BYTES}; show less in it\n`);
    process.exitCode = 1;
  }
}

async function lookAtEach(names: readonly string[], into: string): Promise<void> {
  for (const view of names) {
    const page = await VIEWS[view]!({ browser, started });
    for (const { name, size, colorScheme } of LOOKS) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${into}/${view}-${name}.png`, animations: 'disabled', fullPage: true });
    }
    await page.context().close();
    process.stdout.write(`${into}/${view}: ${LOOKS.length} pictures\n`);
  }
}
