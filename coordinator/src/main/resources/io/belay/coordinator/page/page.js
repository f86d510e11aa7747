/** The page of a run: what the coordinator tells, kept and shown. */

import { Chart } from './charts.js';
import { duration, percent, short, whole, words, write } from './format.js';
import { GridCard } from './grid.js';
import { showEvents, showPhases, showTiles, showWorkers } from './tables.js';

const $ = (id) => document.getElementById(id);
const RETRY_MILLIS = 3000;
const SILENCE_MILLIS = 15000;
const OVER = ['completed', 'stopped', 'failed'];
const PHASE_SIGNS = { running: '▶', completed: '✓', failed: '✕', stopped: '■' };

const state = { run: null, curves: null, workers: new Map(), events: new Map(), grid: null, table: null, offset: 0 };
let charts = [];
let chartsOf = '';
let board = null;

/* What is drawn, in its order; a chart appears when its curve has a value. */
const spi = () => state.run?.stepsPerIteration || 0;
const x = () => (spi() > 0 ? 'step' : 'iteration');
const band = (upper, lower) => [
  { curve: upper, band: 'upper', of: 'greatest' },
  { curve: lower, band: 'lower', of: 'least' },
];
const CHARTS = [
  {
    needs: 'returnMean', title: 'Return', large: true, note: 'Mean of the last 100 episodes, and 10 % to 90 % of them.',
    series: [
      { curve: 'returnHigh', band: 'upper' }, { curve: 'returnLow', band: 'lower' },
      { curve: 'returnMean', main: true }, { curve: 'threshold', dashed: true, colour: 'good' }],
  },
  {
    needs: 'gap', title: 'Gap V*(ρ) − V(ρ)', logarithmic: true, note: 'What is missing to the optimum.',
    series: [{ curve: 'gap', main: true }, { curve: 'bound', dashed: true, colour: 'soft' }],
  },
  {
    needs: 'value', title: 'Value V(ρ), dashed V*(ρ)',
    series: [{ curve: 'value', main: true }, { curve: 'optimalValue', dashed: true, colour: 'good' }],
  },
  { needs: 'klMean', title: 'KL divergence, nats', least: 0, series: [...band('klMean', 'klMean'), { curve: 'klMean', main: true }] },
  { needs: 'entropy', title: 'Entropy, nats', series: [{ curve: 'entropy', main: true }] },
  { needs: 'explainedVariance', title: 'Explained variance', floor: -1, series: [{ curve: 'explainedVariance', main: true }] },
  { needs: 'stepsPerSecond', title: 'Steps per second', least: 0, series: [...band('stepsPerSecond', 'stepsPerSecond'), { curve: 'stepsPerSecond', main: true }] },
];
const SHOWN = new Set(['returnHigh', 'returnLow', ...CHARTS.flatMap((spec) => [spec.needs, ...spec.series.map((s) => s.curve)])]);

function otherSpecs(names) {
  return names
    .filter((name) => !SHOWN.has(name) && !name.startsWith('phase.'))
    .map((name) => ({ needs: name, title: words(name), other: true, series: [{ curve: name, main: true }] }));
}

/* ---- what is told ---- */

function take(change) {
  state.offset = change.now - Date.now();
  if (change.fresh) {
    state.run = null;
    state.curves = null;
    state.events.clear();
    state.grid = null;
    state.table = null;
  }
  if (change.run) {
    state.run = { ...state.run, ...change.run };
  }
  state.curves = merged(state.curves, change.curves);
  if (change.allWorkers) {
    state.workers.clear();
  }
  change.workers.forEach((worker) => state.workers.set(worker.id, worker));
  change.events.forEach((event) => state.events.set(event.number, event));
  state.grid = change.grid ?? state.grid;
  state.table = change.table ?? state.table;
}

/** Curves with their end replaced by what is told from there on. */
function merged(known, told) {
  const keep = known && known.width === told.width && told.from > 0 ? known : null;
  const curves = { width: told.width, begin: told.begin, size: told.size };
  for (const part of ['means', 'least', 'greatest']) {
    curves[part] = {};
    for (const [name, values] of Object.entries(told[part] ?? {})) {
      const before = (keep?.[part]?.[name] ?? []).slice(0, told.from);
      while (before.length < told.from) {
        before.push(null);
      }
      curves[part][name] = before.concat(values);
    }
  }
  return curves;
}

/* ---- what is shown ---- */

function place(iterations) {
  return spi() > 0 ? iterations * spi() : iterations;
}

function xs() {
  const { begin, width, size } = state.curves;
  const done = state.run?.iterationsDone ?? begin + size * width;
  return Array.from({ length: size }, (_, i) => {
    const first = begin + i * width;
    return place((first + Math.max(first + 1, Math.min(first + width, done))) / 2 + 0.5);
  });
}

function column(series, size, logarithmic) {
  if (series.curve === 'threshold') {
    return new Array(size).fill(state.run?.threshold ?? null);
  }
  const { means } = state.curves;
  const values = (series.of && state.curves[series.of]?.[series.curve]) || means[series.curve] || new Array(size).fill(null);
  return logarithmic ? values.map((value) => (value > 0 ? value : null)) : values;
}

function hasValue(name) {
  return state.curves.means[name]?.some((value) => value !== null) ?? false;
}

function showCharts() {
  const names = Object.keys(state.curves.means);
  const specs = [...CHARTS, ...otherSpecs(names)].filter((spec) => hasValue(spec.needs));
  const key = [state.run?.id, state.grid !== null, ...specs.map((spec) => spec.needs)].join();
  if (key !== chartsOf) {
    chartsOf = key;
    charts.forEach((chart) => chart.remove());
    board?.remove();
    board = null;
    const led = specs.some((spec) => spec.large);
    charts = specs.map((spec, i) =>
      new Chart($(spec.other ? 'others' : 'charts'), { ...spec, x, large: spec.large || (!led && i === 0) }));
    if (state.grid) {
      board = new GridCard($('charts'), state.grid);
      charts[0]?.card.after(board.card);
    }
    $('charts').classList.toggle('with-board', board !== null);
    const small = charts.filter((chart) => !chart.spec.large && !chart.spec.other).length;
    $('charts').classList.toggle('in-threes', small % 4 !== 0 && small % 3 === 0);
    $('more').hidden = !specs.some((spec) => spec.other);
  }
  const across = xs();
  const faults = [...state.events.values()].filter((event) => event.kind === 'fault').map((event) => place(event.iteration));
  charts.forEach((chart) => {
    if (chart.spec.other && !$('more').open) {
      return;
    }
    chart.show(
      [across, ...chart.spec.series.map((series) => column(series, across.length, chart.spec.logarithmic))],
      noteOf(chart.spec),
      chart.spec.large ? faults : []);
  });
  if (board && state.table) {
    board.show(state.table);
  }
}

function noteOf(spec) {
  if (spec.needs === 'returnMean' && state.run?.threshold !== undefined) {
    return `${spec.note} Dashed: solved from ${short(state.run.threshold)}.`;
  }
  return spec.needs === 'gap' && hasValue('bound') ? `${spec.note} Dashed: the guarantee.` : spec.note;
}

function tiles(run) {
  const steps = run.steps ?? 0;
  const last = (name) => state.curves.means[name]?.findLast((value) => value !== null);
  const known = [];
  if (run.returnMean !== undefined && run.returnMean !== null) {
    const solved = run.threshold !== undefined && run.returnMean >= run.threshold;
    known.push({ name: 'Return', value: short(run.returnMean), tone: solved ? 'good' : '',
      remark: run.threshold === undefined ? 'last 100 episodes' : `${solved ? 'solved, ' : 'solved '}from ${short(run.threshold)}` });
  }
  if (hasValue('gap')) {
    known.push({ name: 'Gap', value: short(last('gap')), remark: `value ${short(last('value'))}` });
  }
  known.push({ name: 'Iteration', value: whole(run.iterationsDone ?? 0), remark: run.iterations ? `of ${whole(run.iterations)}` : '' });
  if (spi() > 0) {
    known.push({ name: 'Steps', value: whole(steps), remark: `of ${whole(run.iterations * spi())}` });
    known.push({ name: 'Steps/s', value: whole(run.stepsPerSecond), remark: `${whole(run.episodes ?? 0)} episodes` });
  }
  const over = OVER.includes(run.phase);
  known.push({ name: over ? 'Trained' : 'Time left', value: over ? duration(run.seconds ?? 0) : duration(timeLeft(run)),
    remark: over ? '' : `trained ${duration(run.seconds ?? 0)}` });
  if (run.blocks > 0) {
    const there = [...state.workers.values()].filter((worker) => worker.state === 'available').length;
    known.push({ name: 'Workers', value: whole(there), remark: `of ${whole(run.workersWanted)} asked for`, tone: there < run.workersWanted && !over ? 'warn' : '' });
    known.push({ name: 'Blocks held', value: whole(run.held), remark: `of ${whole(run.blocks)}`, tone: run.held < run.blocks && run.phase === 'running' ? 'warn' : '' });
    known.push({ name: 'Refused', value: whole(run.refused), remark: 'blocks', tone: run.refused > 0 ? 'warn' : '' });
  }
  if (run.waiting > 0) {
    known.push({ name: 'Queued', value: whole(run.waiting), remark: run.waiting === 1 ? 'run waits' : 'runs wait' });
  }
  if (run.savedIteration < 0 && spi() === 0) {
    return known;
  }
  known.push({ name: 'Checkpoint', value: run.savedIteration < 0 ? 'none yet' : whole(run.savedIteration),
    remark: run.savedIteration < 0 ? '' : `${duration((now() - run.savedAt) / 1000)} ago` });
  return known;
}

function timeLeft(run) {
  const left = (run.iterations ?? NaN) - (run.iterationsDone ?? 0);
  return spi() > 0
    ? (left * spi()) / run.stepsPerSecond
    : (left * run.seconds) / run.iterationsDone;
}

const now = () => Date.now() + state.offset;

function showHead(run) {
  write($('run'), run.id);
  write($('about'), `${run.recipe}: ${run.algorithm} on ${run.environment}`);
  $('phase').hidden = !run.phase;
  $('phase').dataset.phase = run.phase ?? '';
  write($('phase'), `${PHASE_SIGNS[run.phase] ?? '…'} ${run.phase ?? ''}`);
  $('detail').hidden = !run.detail;
  write($('detail'), run.detail ?? '');
  const share = run.iterations ? (run.iterationsDone ?? 0) / run.iterations : 0;
  $('progress').hidden = !run.iterations;
  $('progress').setAttribute('aria-valuemax', run.iterations ?? 0);
  $('progress').setAttribute('aria-valuenow', run.iterationsDone ?? 0);
  $('progress').firstElementChild.style.width = `${100 * share}%`;
  document.title = `${percent(share)} ${run.id} – Belay`;
  write($('recipe'), run.recipeText ?? '');
}

function show() {
  $('main').hidden = state.run === null && state.workers.size === 0;
  if (state.run) {
    showHead(state.run);
    showTiles($('tiles'), tiles(state.run));
  }
  showCharts();
  showPhases($('phases'), $('bars'), $('shares'), state.curves.means);
  $('workers').hidden = state.workers.size === 0;
  write($('workers-count'), counted(state.workers));
  showWorkers($('rows'), state.workers, now());
  showEvents($('events'), state.events);
}

/** How many workers are in each state, such as 3 available, 1 lost. */
function counted(workers) {
  const counts = new Map();
  workers.forEach((worker) => counts.set(worker.state, (counts.get(worker.state) ?? 0) + 1));
  return [...counts].map(([name, count]) => `${whole(count)} ${name}`).join(', ');
}

/* ---- the link ---- */

let source = null;
let heard = 0;
let waiting = 0;

function say(text, tone) {
  write($('link'), text);
  $('link').dataset.tone = tone;
  document.body.classList.toggle('stale', tone === 'lost');
}

function connect() {
  clearTimeout(waiting);
  source?.close();
  const asked = new EventSource('events');
  source = asked;
  heard = Date.now();
  asked.onmessage = (message) => {
    heard = Date.now();
    take(JSON.parse(message.data));
    say(OVER.includes(state.run?.phase) ? 'the run is over' : 'live', 'live');
    show();
  };
  asked.addEventListener('standby', () => {
    heard = Date.now();
    say('this coordinator stands by', 'standby');
    $('main').hidden = true;
    $('phase').hidden = true;
    $('progress').hidden = true;
    $('detail').hidden = true;
    write($('run'), 'Belay');
    write($('about'), 'Another coordinator is active; its own page shows the run.');
    document.title = 'Belay stands by';
  });
  asked.addEventListener('again', connect);
  asked.onerror = () => {
    asked.close();
    if (source === asked) {
      if (OVER.includes(state.run?.phase)) {
        say('the run is over, its process has ended', 'over');
      } else {
        say('connection lost, trying again', 'lost');
      }
      waiting = setTimeout(connect, RETRY_MILLIS);
    }
  };
}

setInterval(() => {
  if (state.run && !$('main').hidden) {
    showTiles($('tiles'), tiles(state.run));
    showWorkers($('rows'), state.workers, now());
  }
  if (source?.readyState === EventSource.OPEN && Date.now() - heard > 2 * SILENCE_MILLIS) {
    source.onerror();
  }
}, 1000);
$('more').addEventListener('toggle', () => state.curves && showCharts());
window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => charts.forEach((chart) => chart.recolour()));
connect();
