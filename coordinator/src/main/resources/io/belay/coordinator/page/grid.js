/** A policy on a grid: what each cell is worth, and where it goes from there. */

import { element, short, write } from './format.js';

const SVG = 'http://www.w3.org/2000/svg';
const CELL = 48;
const MOST_WITH_NUMBERS = 100;
const LEAST_SHOWN = 0.02;
const TURNS = { right: 0, down: 90, left: 180, up: 270 };
const KINDS = { S: 'start', G: 'goal', H: 'hole', C: 'cliff', F: '' };

function node(name, attributes, parent) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  parent?.append(made);
  return made;
}

export class GridCard {
  constructor(place, grid) {
    this.grid = grid;
    this.card = element('figure', 'card chart board');
    const head = element('figcaption');
    head.append(element('h2', '', 'Value and policy'));
    this.at = element('output', 'value', '–');
    head.append(this.at);
    this.card.append(head);
    this.card.append(
      element('p', 'note', 'Stronger colour: worth more. Longer arrow: more likely.'));
    this.box = element('div', 'cells');
    this.card.append(this.box);
    place.append(this.card);
    this.cells = [];
    this.build();
  }

  remove() {
    this.card.remove();
  }

  build() {
    const { rows, columns, cells } = this.grid;
    const picture = node('svg', {
      viewBox: `0 0 ${columns * CELL} ${rows * CELL}`,
      role: 'img',
      class: 'grid',
    }, this.box);
    this.picture = picture;
    for (let i = 0; i < cells.length; i++) {
      const x = (i % columns) * CELL;
      const y = Math.floor(i / columns) * CELL;
      const kind = KINDS[cells[i]];
      const group = node('g', { transform: `translate(${x} ${y})`, class: kind }, picture);
      const title = node('title', {}, group);
      node('rect', { width: CELL, height: CELL, class: 'ground' }, group);
      const worth = node('rect', { width: CELL, height: CELL, class: 'worth', 'fill-opacity': 0 }, group);
      const arrows = this.grid.actions.map((action) => this.arrow(action, group));
      const name = kind === '' ? null : node('text', { x: 4, y: 12, class: 'name' }, group);
      if (name) {
        name.textContent = cells[i] === 'C' ? '' : cells[i];
      }
      const number = cells.length <= MOST_WITH_NUMBERS
        ? node('text', { x: CELL - 4, y: CELL - 4, class: 'number' }, group)
        : null;
      this.cells.push({ title, worth, arrows, number, ends: cells[i] === 'G' || cells[i] === 'H' });
    }
  }

  /** An arrow from the middle of a cell; drawn by its length. */
  arrow(action, group) {
    const turned = node('g', {
      transform: `translate(${CELL / 2} ${CELL / 2}) rotate(${TURNS[action]})`,
      class: 'arrow',
      visibility: 'hidden',
    }, group);
    const shaft = node('line', { x1: 0, y1: 0, y2: 0 }, turned);
    const head = node('path', {}, turned);
    return { turned, shaft, head };
  }

  show(table) {
    const { cells, actions, columns } = this.grid;
    const drawn = [...table.values.keys()].filter((i) => cells[i] !== 'C');
    const least = Math.min(...drawn.map((i) => table.values[i]));
    const greatest = Math.max(...drawn.map((i) => table.values[i]));
    this.cells.forEach((cell, i) => {
      const value = table.values[i];
      const share = greatest > least ? (value - least) / (greatest - least) : 0;
      cell.worth.setAttribute('fill-opacity', (cells[i] === 'C' ? 0 : 0.04 + 0.66 * share).toFixed(3));
      const chances = actions.map((_, a) => table.probabilities[i * actions.length + a]);
      cell.arrows.forEach((arrow, a) => point(arrow, cell.ends || cells[i] === 'C' ? 0 : chances[a]));
      if (cell.number) {
        write(cell.number, cell.ends || cells[i] === 'C' ? '' : compact(value));
      }
      write(cell.title, `row ${Math.floor(i / columns) + 1}, column ${(i % columns) + 1}: value ${short(value)}; `
        + actions.map((action, a) => `${action} ${Math.round(100 * chances[a])} %`).join(', '));
    });
    write(this.at, `iteration ${table.iteration}`);
    this.picture.setAttribute('aria-label',
      `Values from ${short(least)} to ${short(greatest)} after iteration ${table.iteration}`);
    this.box.dataset.iteration = String(table.iteration);
  }
}

/** Three characters or so. */
function compact(value) {
  const size = Math.abs(value);
  const text = size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(2);
  return text.replace('-', '−').replace(/^(−?)0\./, '$1.');
}

function point(arrow, chance) {
  const shown = chance >= LEAST_SHOWN;
  arrow.turned.setAttribute('visibility', shown ? 'visible' : 'hidden');
  if (shown) {
    const length = 4 + 14 * chance;
    arrow.shaft.setAttribute('x2', (length - 3).toFixed(1));
    arrow.head.setAttribute('d', `M${length.toFixed(1)} 0l-5 -3.2v6.4z`);
    arrow.turned.setAttribute('opacity', (0.35 + 0.65 * chance).toFixed(2));
  }
}
