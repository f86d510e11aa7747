// Draws dashboards to PNG from their JSON, with the data of a Prometheus:
//
//   node preview/draw.mjs PROMETHEUS_URL FROM TO RUN OUT_DIR DASHBOARD.json…
//
// FROM and TO are Unix seconds, RUN is what the variable of that name becomes, a regular expression. This is no Grafana: it knows the
// kinds of panels and the options that the dashboards of Belay use, and stops where it meets another.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { chromium } from 'playwright-core';
import { dataOf } from './query.mjs';

const WIDTH = 1600;
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync',
];
const here = import.meta.dirname;
const [prometheus, from, to, run, out, ...files] = process.argv.slice(2);
const uplot = join(here, '..', 'node_modules', 'uplot', 'dist');

const page = `<!doctype html><meta charset="utf-8"><style>${read(uplot, 'uPlot.min.css')}${read(here, 'page.css')}</style>
<body><script>${read(uplot, 'uPlot.iife.min.js')}</script><script type="module">
${read(here, 'units.js')}${read(here, 'chart.js')}${read(here, 'panels.js')}
window.draw = draw;</script>`;

function read(...path) {
  return readFileSync(join(...path), 'utf8').replace(/^import .*$/gm, '').replace(/^export /gm, '');
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
try {
  for (const file of files) {
    const dashboard = JSON.parse(readFileSync(file, 'utf8'));
    const data = await dataOf(dashboard, { prometheus, from: Number(from), to: Number(to), run });
    const tab = await browser.newPage({ viewport: { width: WIDTH, height: 900 }, deviceScaleFactor: 1 });
    const errors = [];
    tab.on('pageerror', error => errors.push(error));
    await tab.setContent(page);
    await tab.waitForFunction(() => window.draw);
    await tab.evaluate(([d, values]) => window.draw(d, values), [dashboard, data]);
    await tab.screenshot({ path: join(out, `grafana-${basename(file, '.json')}.png`), fullPage: true });
    if (errors.length > 0) {
      throw errors[0];
    }
  }
} finally {
  await browser.close();
}
