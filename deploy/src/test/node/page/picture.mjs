/**
 * Takes a picture of a run's page, whose server may be still to come, when the run has come so far.
 *
 *   node picture.mjs URL FILE [--width 1280] [--dark] [--at SHARE] [--pixels RATIO]
 */
import { chromium } from 'playwright-core';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    width: { type: 'string', default: '1280' },
    dark: { type: 'boolean', default: false },
    at: { type: 'string', default: '0' },
    pixels: { type: 'string', default: '1' },
  },
});
const [url, file] = positionals;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({
  viewport: { width: Number(values.width), height: 800 },
  colorScheme: values.dark ? 'dark' : 'light',
  deviceScaleFactor: Number(values.pixels),
});
for (let left = 100; ; left--) {
  try {
    await page.goto(url);
    break;
  } catch (error) {
    if (left === 0) {
      throw error;
    }
    await new Promise((passed) => setTimeout(passed, 300));
  }
}
await page.waitForFunction((share) => {
  const progress = document.getElementById('progress');
  const done = Number(progress.getAttribute('aria-valuenow')) / Number(progress.getAttribute('aria-valuemax'));
  return done > 0 && done >= share;
}, Number(values.at), { timeout: 0 });
await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
await page.screenshot({ path: file, fullPage: true });
await browser.close();
