/**
 * Watches live pages in headless Chromium and says what is wrong with them.
 *
 *   node watch.mjs '{ "train": URL, "cluster": URL, "standby": URL, "worker": NAME, "blocks": N }'
 *
 * Each expectation that is met is a line; the first that is not ends the script with status 1. After the line
 * "kill NAME" whoever runs the script kills that worker; after "stop" it ends the training.
 */
import { chromium } from 'playwright-core';

const asked = JSON.parse(process.argv[2]);
const LIMIT = 20000;
const MOVED_WITHIN = 5000;
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const problems = [];
let lossesExpected = false;

function say(line) {
  process.stdout.write(line + '\n');
}

function expect(what, met, seen) {
  if (!met) {
    throw new Error(`${what}: ${JSON.stringify(seen)}`);
  }
  say('ok ' + what);
}

async function open(browser, url, options) {
  const page = await browser.newPage(options);
  page.on('console', (message) => {
    const refused = lossesExpected && message.text().includes('ERR_CONNECTION_REFUSED');
    if (['error', 'warning'].includes(message.type()) && !refused) {
      problems.push(message.text());
    }
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(event.blockedURI));
  });
  await page.goto(url);
  return page;
}

/** What the charts show: the points of the first curve, and the value beside its title. */
const curve = (page) => page.evaluate(() => {
  const chart = document.querySelector('.chart.large');
  return { points: Number(chart.querySelector('.plot').dataset.points), label: chart.querySelector('.plot').ariaLabel,
    painted: chart.querySelector('canvas').width > 0 };
});

async function looksRight(page, name) {
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(`${name}: nothing lies beyond the edge`, widths[0] <= widths[1], widths);
  expect(`${name}: nothing was blocked`, (await page.evaluate(() => violations)).length === 0, await page.evaluate(() => violations));
  expect(`${name}: the console is silent`, problems.length === 0, problems);
}

async function train(browser) {
  const page = await open(browser, asked.train, { viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
  await page.waitForSelector('.chart.large canvas', { timeout: LIMIT });
  const before = await curve(page);
  await page.waitForFunction((points) =>
    Number(document.querySelector('.chart.large .plot').dataset.points) > points, before.points, { timeout: LIMIT });
  const after = await curve(page);
  expect('curves move', after.label !== before.label && after.painted, [before, after]);
  await page.waitForSelector('.cells[data-iteration]', { timeout: LIMIT });
  const cells = await page.evaluate(() => [...document.querySelectorAll('.grid .worth')].map((cell) => Number(cell.getAttribute('fill-opacity'))));
  expect('the grid is drawn', cells.length === 16 && new Set(cells).size > 4, cells);
  const arrows = await page.evaluate(() => document.querySelectorAll('.grid .arrow[visibility="visible"]').length);
  expect('the policy is drawn', arrows >= 11, arrows);
  const text = await page.evaluate(() => document.body.innerText);
  for (const word of ['Value and policy', 'Gap', 'KL divergence', 'Entropy', 'Explained variance', 'Steps per second', 'Time by phase', 'worker-1', 'Run started']) {
    expect(`the page says ${word}`, text.includes(word), text);
  }
  expect('the recipe is there', (await page.textContent('#recipe')).includes('environment.id = FrozenLake-v1')
    || (await page.textContent('#recipe')).includes('FrozenLake-v1'), await page.textContent('#recipe'));
  const light = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await looksRight(page, 'light, 1280 pixels');
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect('dark is dark', dark !== light, [light, dark]);
  await page.setViewportSize({ width: 390, height: 844 });
  await looksRight(page, 'dark, 390 pixels');
  lossesExpected = true;
  say('stop');
  await page.waitForFunction(() => document.getElementById('link').textContent.startsWith('the run is over'), null, { timeout: LIMIT });
  expect('the end is said', (await page.textContent('#phase')).includes('stopped'), await page.textContent('#phase'));
  await page.close();
  lossesExpected = false;
}

async function cluster(browser) {
  const page = await open(browser, asked.cluster, { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' });
  const rows = () => page.evaluate(() => Object.fromEntries([...document.querySelectorAll('#rows tr')]
    .map((row) => [row.dataset.id, { state: row.dataset.state, blocks: Number(row.children[2].textContent) }])));
  await page.waitForFunction(([worker, blocks]) => {
    const held = [...document.querySelectorAll('#rows tr')].map((row) => [row.dataset.id, Number(row.children[2].textContent)]);
    return held.reduce((sum, [, count]) => sum + count, 0) === blocks && held.some(([id, count]) => id === worker && count > 0);
  }, [asked.worker, asked.blocks], { timeout: 3 * LIMIT });
  say('kill ' + asked.worker);
  const killed = Date.now();
  await page.waitForFunction(([worker, blocks]) => {
    const known = [...document.querySelectorAll('#rows tr')];
    const lost = known.find((row) => row.dataset.id === worker);
    const left = known.filter((row) => row !== lost).reduce((sum, row) => sum + Number(row.children[2].textContent), 0);
    return lost.dataset.state === 'lost' && lost.textContent.includes('lost') && left === blocks;
  }, [asked.worker, asked.blocks], { timeout: LIMIT });
  const taken = Date.now() - killed;
  say(`the worker was lost and its blocks moved on the page after ${taken} ms`);
  expect('a killed worker is lost and its blocks move within 5 s', taken <= MOVED_WITHIN, [taken, await rows()]);
  const events = await page.textContent('#events');
  expect('its loss is an event', events.includes(`${asked.worker} was lost`), events);
  expect('its blocks are an event', events.includes('Worker gone'), events);
  await looksRight(page, 'cluster');
  await page.close();
}

async function standby(browser) {
  const page = await open(browser, asked.standby, { viewport: { width: 390, height: 844 } });
  await page.waitForFunction(() => document.getElementById('link').textContent === 'this coordinator stands by', null, { timeout: LIMIT });
  await looksRight(page, 'standby');
  await page.close();
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
try {
  await train(browser);
  await standby(browser);
  await cluster(browser);
} catch (error) {
  say('not ok ' + error.message);
  process.exitCode = 1;
} finally {
  await browser.close();
}
