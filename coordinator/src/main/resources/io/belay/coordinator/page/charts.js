/** Curves: a card each, with a title, the value under the cursor or the newest, and a chart. */

import { colour, element, short, write } from './format.js';

const SYNC = 'belay';
const AXIS_FONT = '11px system-ui, sans-serif';

/**
 * What is drawn.
 *
 * series: [{ curve, label, of: 'means' | 'least' | 'greatest', band, dashed, colour }]
 */
export class Chart {
  constructor(place, spec) {
    this.spec = spec;
    this.card = element('figure', 'card chart' + (spec.large ? ' large' : ''));
    const head = element('figcaption');
    head.append(element('h2', '', spec.title));
    this.value = element('output', 'value', '–');
    head.append(this.value);
    this.card.append(head);
    if (spec.note) {
      this.note = element('p', 'note', spec.note);
      this.card.append(this.note);
    }
    this.box = element('div', 'plot');
    this.box.setAttribute('role', 'img');
    this.card.append(this.box);
    place.append(this.card);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.box);
  }

  remove() {
    this.observer.disconnect();
    this.plot?.destroy();
    this.card.remove();
  }

  /** Draws anew in the present colours. */
  recolour() {
    this.plot?.destroy();
    this.plot = undefined;
    if (this.data) {
      this.draw();
    }
  }

  /** Shows data: [x, one array a series]. */
  show(data, note, marks) {
    this.data = data;
    this.marks = marks ?? [];
    if (note && this.note) {
      write(this.note, note);
    }
    if (this.plot) {
      this.plot.setData(data);
    } else {
      this.draw();
    }
    if (!this.hovered) {
      this.tell(this.newest());
    }
    const last = short(this.valueAt(this.newest()));
    this.box.setAttribute('aria-label', `${this.spec.title}: ${last} at ${this.spec.x()} ${short(data[0].at(-1))}`);
    this.box.dataset.points = String(data[0].length);
  }

  newest() {
    const main = this.data[1 + this.mainSeries()];
    let last = main.length - 1;
    while (last > 0 && main[last] === null) {
      last--;
    }
    return last;
  }

  mainSeries() {
    return Math.max(0, this.spec.series.findIndex((series) => series.main));
  }

  valueAt(index) {
    return this.data[1 + this.mainSeries()][index];
  }

  tell(index) {
    const parts = this.spec.series
      .map((series, i) => (series.told ? `${series.told}${short(this.data[1 + i][index])}` : ''))
      .filter((part) => part !== '');
    write(this.value, parts.length > 0 ? parts.join('  ') : short(this.valueAt(index)));
  }

  size() {
    const width = Math.max(120, Math.floor(this.box.clientWidth));
    return { width, height: this.spec.large ? Math.round(Math.min(300, Math.max(200, width * 0.4))) : 150 };
  }

  resize() {
    const size = this.size();
    if (this.plot && size.width !== this.plot.width) {
      this.plot.setSize(size);
    }
  }

  draw() {
    this.box.replaceChildren();
    this.plot = new uPlot(this.options(), this.data, this.box);
  }

  options() {
    const spec = this.spec;
    const soft = colour('soft');
    const line = colour('line');
    const axis = (more) => ({
      font: AXIS_FONT,
      stroke: soft,
      grid: { stroke: line, width: 1 },
      ticks: { show: false },
      ...more,
    });
    return {
      ...this.size(),
      padding: [8, 8, 0, 0],
      scales: {
        x: { time: false },
        y: spec.logarithmic ? { distr: 3 } : { range: (_, low, high) => spread(low, high, spec) },
      },
      axes: [
        axis({ size: 24, gap: 4, space: spec.large ? 70 : 42, values: (_, splits) => splits.map(short) }),
        axis({
          size: 46,
          gap: 4,
          space: spec.large ? 40 : 30,
          ...(spec.logarithmic ? { splits: powersOfTen } : {}),
          values: (_, splits) => splits.map((split) => (split === null ? '' : short(split))),
        }),
      ],
      series: [{}, ...spec.series.map(drawn)],
      bands: bandsOf(spec.series),
      legend: { show: false },
      cursor: {
        sync: { key: SYNC },
        drag: { x: false, y: false },
        y: false,
        points: { size: 6 },
      },
      hooks: {
        setCursor: [(plot) => this.point(plot.cursor.idx, plot.cursor.left)],
        draw: [(plot) => this.mark(plot)],
      },
    };
  }

  point(index, left) {
    this.hovered = left >= 0 && index !== null && index !== undefined;
    if (this.data) {
      this.tell(this.hovered ? index : this.newest());
    }
    this.card.classList.toggle('hovered', this.hovered);
  }

  /** Faults as ticks on the x axis. */
  mark(plot) {
    const context = plot.ctx;
    context.save();
    context.fillStyle = colour('bad');
    for (const at of this.marks) {
      const x = plot.valToPos(at, 'x', true);
      if (x >= plot.bbox.left && x <= plot.bbox.left + plot.bbox.width) {
        const bottom = plot.bbox.top + plot.bbox.height;
        const half = 3 * devicePixelRatio;
        context.beginPath();
        context.moveTo(x - half, bottom);
        context.lineTo(x + half, bottom);
        context.lineTo(x, bottom - 2 * half);
        context.fill();
      }
    }
    context.restore();
  }
}

/** Ticks of a logarithmic axis: whole powers of ten, at most about six. */
function powersOfTen(_, __, least, greatest) {
  const from = Math.ceil(Math.log10(least) - 1e-9);
  const to = Math.floor(Math.log10(greatest) + 1e-9);
  const step = Math.max(1, Math.ceil((to - from) / 6));
  const ticks = [];
  for (let power = from; power <= to; power += step) {
    ticks.push(10 ** power);
  }
  return ticks;
}

/** A range with room above and below, which holds what the figure is measured by. */
function spread(low, high, spec) {
  if (low === null || high === null) {
    return [spec.least ?? 0, (spec.least ?? 0) + 1];
  }
  let from = spec.floor === undefined ? low : Math.max(low, spec.floor);
  let to = Math.max(high, from);
  if (spec.least !== undefined) {
    from = Math.min(from, spec.least);
  }
  const margin = (to - from) * 0.06 || Math.abs(to) * 0.1 || 0.5;
  to += margin;
  return [from === spec.least || from === spec.floor ? from : from - margin, to];
}

function drawn(series) {
  const stroke = colour(series.colour ?? 'accent');
  return {
    stroke: series.band ? 'transparent' : stroke,
    width: series.band ? 0 : series.dashed ? 1.25 : 1.75,
    dash: series.dashed ? [6, 4] : undefined,
    spanGaps: true,
    points: { show: false },
  };
}

/** Two series in a row that are a band's, the upper one first. */
function bandsOf(series) {
  const bands = [];
  series.forEach((one, i) => {
    if (one.band === 'upper') {
      bands.push({ series: [i + 1, i + 2], fill: colour(one.fill ?? 'band') });
    }
  });
  return bands;
}
