/** Workers, events, tiles and the bars of time. */

import { clock, duration, element, fine, percent, short, whole, write } from './format.js';

const STATES = { available: '●', draining: '◐', lost: '✕', left: '○' };
const KINDS = { run: 'run', worker: 'worker', lease: 'lease', checkpoint: 'saved', fault: 'fault' };
const PHASES = ['wait', 'advantage', 'policy', 'critic', 'broadcast', 'checkpoint'];
/** The phase that goes on while others do, and so is no part of their sum. */
const BESIDE = 'sample';
const MOST_EVENTS = 120;

/** Shows workers; `now` is the server's time. */
export function showWorkers(place, workers, now) {
  const rows = new Map([...place.children].map((row) => [row.dataset.id, row]));
  let before = null;
  for (const worker of workers.values()) {
    let row = rows.get(worker.id);
    if (!row) {
      row = element('tr');
      row.dataset.id = worker.id;
      ['name', 'state', 'number', 'number', 'number wide', 'number', 'number'].forEach((name) =>
        row.append(element('td', name)));
    }
    rows.delete(worker.id);
    const expected = before === null ? place.firstElementChild : before.nextElementSibling;
    if (row !== expected) {
      place.insertBefore(row, expected);
    }
    before = row;
    const gone = worker.state === 'lost' || worker.state === 'left';
    row.dataset.state = worker.state;
    const texts = [
      worker.id,
      `${STATES[worker.state]} ${worker.state}`,
      gone ? '0' : `${worker.blocks}`,
      gone ? '–' : short(worker.stepsPerSecond),
      gone ? '–' : percent(worker.idle),
      gone || worker.lag < 0 ? '–' : whole(worker.lag),
      ago(now - worker.seen),
    ];
    texts.forEach((text, i) => write(row.children[i], text));
  }
  rows.forEach((row) => row.remove());
}

function ago(millis) {
  const seconds = Math.max(0, millis / 1000);
  return seconds < 1.5 ? 'now' : duration(seconds) + ' ago';
}

/** Shows events, the newest first. */
export function showEvents(place, events) {
  const newest = [...events.values()].sort((a, b) => b.number - a.number).slice(0, MOST_EVENTS);
  place.replaceChildren(...newest.map((event) => {
    const line = element('li', event.kind);
    const time = element('time', '', clock(event.at));
    time.dateTime = new Date(event.at).toISOString();
    line.append(time, element('span', 'kind', KINDS[event.kind] ?? event.kind));
    const text = element('span', 'text', event.text);
    if (event.times > 1) {
      text.append(element('b', 'times', ` ×${whole(event.times)}`));
    }
    line.append(text);
    return line;
  }));
}

/** Shows name, value and remark of each tile. */
export function showTiles(place, tiles) {
  while (place.children.length > tiles.length) {
    place.lastElementChild.remove();
  }
  tiles.forEach((tile, i) => {
    let box = place.children[i];
    if (!box) {
      box = element('div');
      box.append(element('dt'), element('dd'), element('dd', 'remark'));
      place.append(box);
    }
    write(box.children[0], tile.name);
    write(box.children[1], tile.value);
    write(box.children[2], tile.remark ?? '');
    box.dataset.tone = tile.tone ?? '';
  });
}

/** Mean seconds by phase over the last points of a share of the curves. */
function phaseMeans(means, share) {
  const names = Object.keys(means)
    .filter((name) => name.startsWith('phase.'))
    .map((name) => name.slice(6))
    .filter((name) => name !== BESIDE);
  names.sort((a, b) => rank(a) - rank(b));
  return names.map((name) => {
    const all = means['phase.' + name];
    const taken = all.slice(-Math.max(1, Math.ceil(all.length * share))).filter((value) => value !== null);
    return { name, seconds: taken.length ? taken.reduce((a, b) => a + b, 0) / taken.length : 0 };
  });
}

function rank(name) {
  const at = PHASES.indexOf(name);
  return at < 0 ? PHASES.length : at;
}

/** Shows where the time of an iteration goes: lately, and over all that is known. */
export function showPhases(section, bars, legend, means) {
  const lately = phaseMeans(means, 0.05);
  section.hidden = lately.length < 2;
  if (section.hidden) {
    return;
  }
  const whole = phaseMeans(means, 1);
  bars.replaceChildren(bar('lately', lately), bar('whole run', whole));
  const total = sum(lately);
  legend.replaceChildren(...lately.map((phase) => {
    const entry = element('li', 'p' + Math.min(rank(phase.name), 6));
    entry.append(
      element('i'),
      element('span', '', phase.name),
      element('b', '', percent(total > 0 ? phase.seconds / total : 0)),
      element('span', 'soft', fine(phase.seconds)));
    return entry;
  }));
}

function sum(phases) {
  return phases.reduce((total, phase) => total + phase.seconds, 0);
}

function bar(name, phases) {
  const total = sum(phases);
  const line = element('div', 'bar');
  line.append(element('span', 'name', name));
  const track = element('div', 'track');
  track.setAttribute('role', 'img');
  track.setAttribute('aria-label', `${name}: ` + phases
    .map((phase) => `${phase.name} ${percent(total > 0 ? phase.seconds / total : 0)}`).join(', '));
  for (const phase of phases) {
    const part = element('i', 'p' + Math.min(rank(phase.name), 6));
    part.style.flexGrow = String(total > 0 ? phase.seconds / total : 0);
    part.title = `${phase.name}: ${fine(phase.seconds)}`;
    track.append(part);
  }
  line.append(track, element('span', 'total', fine(total)));
  return line;
}
