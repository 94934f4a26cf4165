import { accessSync, constants, statSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { InvalidInput } from '#core/domain/errors.ts';

/** Where Linux distributions and macOS put it. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The Chromium to render pages with: the named one (CHROME_PATH), else an installed one, else the one that playwright-core has
 * downloaded. Throws InvalidInput that says what to install.
 */
export function findBrowser(named?: string, places: readonly string[] = [...PLACES, chromium.executablePath()]): string {
  if (named && !isExecutable(named)) throw new InvalidInput(`CHROME_PATH is \`${named}\`, which cannot be run; correct it or unset it`);
  const found = named || places.find(isExecutable);
  if (!found)
    throw new InvalidInput(
      '--render needs a browser and none was found; install the package chromium, or set CHROME_PATH to the Chromium or Chrome to use',
    );
  return found;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
