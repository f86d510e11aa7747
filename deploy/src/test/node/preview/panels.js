// Lays a dashboard out on Grafana's grid and draws its panels.
import { chart, colour, lines, named, settings } from './chart.js';
import { clock, written } from './units.js';

const CELL = 30;
const GAP = 8;
const COLUMNS = 24;

function make(parent, kind, text = '', style = '') {
  const element = parent.appendChild(document.createElement('div'));
  element.className = kind;
  element.textContent = text;
  element.style.cssText = style;
  return element;
}

export function draw(dashboard, data) {
  const head = make(document.body, 'head', dashboard.title);
  make(head, 'about', `${dashboard.description}   Run: ${data.run}`);
  const links = make(head, 'links');
  dashboard.links.forEach(link => make(links, 'link', link.title));
  data.annotations.forEach(annotation => make(links, 'mark', annotation.name, `--mark: ${colour(annotation.color)}`));
  const grid = make(document.body, 'grid');
  const cell = (document.body.clientWidth + GAP) / COLUMNS;
  for (const panel of dashboard.panels) {
    const { x, y, w, h } = panel.gridPos;
    const box = make(grid, panel.type === 'row' ? 'row' : 'panel', '',
      `left:${x * cell}px;top:${y * (CELL + GAP)}px;width:${w * cell - GAP}px;height:${h * CELL + (h - 1) * GAP}px`);
    make(box, 'title', panel.title);
    if (panel.type !== 'row') {
      const inside = make(box, `inside ${panel.type}`);
      KINDS[panel.type](inside, panel, data);
    }
  }
  const rows = Math.max(...dashboard.panels.map(panel => panel.gridPos.y + panel.gridPos.h));
  grid.style.height = `${rows * (CELL + GAP)}px`;
}

const KINDS = {
  timeseries(inside, panel, data) {
    const drawn = lines(panel, data.panels[panel.id]);
    const plot = make(inside, 'plot');
    const legend = make(inside, 'legend');
    for (const { name, color, last } of drawn) {
      make(legend, 'entry', `${name}  ${last}`, `--line: ${color}`);
    }
    plot.style.height = `${inside.clientHeight - legend.clientHeight}px`;
    chart(plot, panel, data, drawn, inside.clientWidth, inside.clientHeight - legend.clientHeight);
  },

  stat(inside, panel, data) {
    const values = named(panel, data.panels[panel.id]);
    if (values.length === 0) {
      make(inside, 'value quiet', panel.fieldConfig.defaults.noValue ?? 'No data');
      return;
    }
    for (const { name, points } of values.slice(0, 3)) {
      const config = settings(panel, name);
      const last = points.findLast(point => point[1] !== null)?.[1];
      const reached = config.thresholds?.steps.findLast(step => step.value === null || last >= step.value);
      const tint = colour(config.color.mode === 'thresholds' ? reached.color : config.color.fixedColor);
      const filled = panel.options.colorMode === 'background';
      const tile = make(inside, 'tile', '', filled ? `background:${tint};color:#fff` : `color:${tint}`);
      make(tile, 'value', panel.options.textMode === 'name' ? name : written(last, config.unit, config.decimals));
      if (panel.options.graphMode === 'area' && points.length > 2) {
        tile.insertAdjacentHTML('beforeend', sparkline(points.map(point => point[1] ?? 0), tint));
      }
    }
  },

  heatmap(inside, panel, data) {
    const columns = data.panels[panel.id][0].slice().sort((a, b) => Number(edge(a)) - Number(edge(b)));
    if (columns.length === 0) {
      make(inside, 'empty', 'No data');
      return;
    }
    // Prometheus' buckets are cumulative; a cell is what its bucket has more than the one below.
    const cells = columns.map((series, i) =>
      new Map(series.points.map(([time, value], j) => [time, (value ?? 0) - (i > 0 ? columns[i - 1].points[j]?.[1] ?? 0 : 0)])));
    const most = Math.max(...cells.flatMap(each => [...each.values()]));
    const canvas = inside.appendChild(document.createElement('canvas'));
    canvas.width = inside.clientWidth;
    canvas.height = inside.clientHeight;
    const context = canvas.getContext('2d');
    const [left, top, bottom] = [56, 8, 22];
    const high = (canvas.height - top - bottom) / columns.length;
    const step = Math.min(...columns[0].points.slice(1).map((point, i) => point[0] - columns[0].points[i][0]));
    const position = time => left + ((Math.min(time, data.to) - data.from) / (data.to - data.from)) * (canvas.width - left);
    context.font = '11px sans-serif';
    columns.forEach((series, i) => {
      const y = canvas.height - bottom - (i + 1) * high;
      for (const [time, value] of cells[i]) {
        if (value > 0) {
          context.fillStyle = `rgba(31, 96, 196, ${Math.sqrt(value / most)})`;
          context.fillRect(position(time), y, Math.ceil(position(time + step) - position(time)), high - 1);
        }
      }
      context.fillStyle = '#52545c';
      context.fillText(edge(series) === 'Infinity' ? '∞' : written(Number(edge(series)), 'short'), 4, y + 4);
    });
    for (let i = 0; i <= 4; i++) {
      const time = data.from + (i * (data.to - data.from)) / 5;
      context.fillText(clock(time), position(time), canvas.height - 6);
    }
  },

  table(inside, panel, data) {
    const rows = TRANSFORMATIONS[panel.transformations[0].id](panel, data.panels[panel.id]);
    const { excludeByName, indexByName, renameByName } = panel.transformations.at(-1).options;
    const keys = [...new Set(rows.flatMap(Object.keys))].filter(key => !excludeByName[key]);
    keys.sort((a, b) => (indexByName[a] ?? 99) - (indexByName[b] ?? 99));
    if (rows.length === 0) {
      make(inside, 'value quiet', panel.fieldConfig.defaults.noValue);
      return;
    }
    const table = inside.appendChild(document.createElement('table'));
    const head = table.insertRow();
    keys.forEach(key => { head.appendChild(document.createElement('th')).textContent = renameByName[key] ?? key; });
    for (const row of rows) {
      const line = table.insertRow();
      for (const key of keys) {
        const config = settings(panel, renameByName[key] ?? key);
        const mapped = config.mappings?.[0].options[row[key]];
        const cell = line.insertCell();
        cell.textContent = mapped?.text ?? (typeof row[key] === 'number' ? written(row[key], config.unit, config.decimals) : row[key] ?? '');
        if (mapped?.color) cell.style.color = colour(mapped.color);
        if (config.custom.cellOptions?.type === 'gauge') {
          cell.style.background = `linear-gradient(90deg, #b7d3f8 ${row[key] * 100}%, #0000 0)`;
        }
      }
    }
  },
};

function edge(series) {
  return series.labels.le === '+Inf' ? 'Infinity' : series.labels.le;
}

/** How the answers of a table's queries become rows; each row is a map from Grafana's names of columns. */
const TRANSFORMATIONS = {
  organize: (panel, results) =>
    results[0].map(series => ({ ...series.labels, Value: series.points[0][1] })).sort((a, b) => (a.severity < b.severity ? -1 : 1)),
  joinByField: (panel, results) => byKey(panel, results, labels => labels.instance),
  merge: (panel, results) => byKey(panel, results, labels => labels.job + labels.instance),
};

function byKey(panel, results, key) {
  const rows = new Map();
  results.forEach((vector, i) =>
    vector.forEach(series => {
      const row = rows.get(key(series.labels)) ?? {};
      rows.set(key(series.labels), Object.assign(row, series.labels, { [`Value #${panel.targets[i].refId}`]: series.points[0][1] }));
    }));
  return [...rows.keys()].sort().map(each => rows.get(each));
}

function sparkline(values, tint) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const points = values.map((value, i) => `${(100 * i) / (values.length - 1)},${30 - (28 * (value - low)) / (high - low || 1)}`);
  return `<svg viewBox="0 0 100 30" preserveAspectRatio="none"><polygon points="0,30 ${points.join(' ')} 100,30" fill="${tint}" opacity="0.25"/>
    <polyline points="${points.join(' ')}" fill="none" stroke="${tint}" stroke-width="1.5" vector-effect="non-scaling-stroke"/></svg>`;
}
