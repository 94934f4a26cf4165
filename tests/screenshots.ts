import { mkdirSync } from 'node:fs';
import { launchBrowser } from './fixtures/browser.ts';
import { startThreadwell, temporaryFolder } from './fixtures/threadwell.ts';

/** Takes the pictures of the README anew, from the samples: `npm run screenshots`. */
const started = await startThreadwell(temporaryFolder());
const browser = await launchBrowser();
try {
  mkdirSync('docs', { recursive: true });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(started.origin);
  await page.getByText('Accept', { exact: true }).click();
  await page.getByRole('button', { name: 'Ask us' }).click();
  const question = page.getByRole('textbox', { name: /question/i });
  await question.fill('FW-2002: PKIX path building failed. What now?');
  await question.press('Enter');
  await page
    .getByRole('button', { name: /^Source 1/ })
    .first()
    .waitFor();
  await page.getByText('Was this helpful?', { exact: true }).waitFor();
  await page.screenshot({ path: 'docs/cited-answer.png' });
} finally {
  await browser.close();
  await started.stop();
}
