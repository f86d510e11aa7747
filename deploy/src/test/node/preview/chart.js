// A timeseries panel by uPlot: lines, areas, bars, stacks, bands, a second axis, logarithms, thresholds and annotations.
import { clock, written } from './units.js';

const PALETTE = ['#73BF69', '#F2CC0C', '#8AB8FF', '#FF780A', '#F2495C', '#5794F2', '#B877D9', '#705DA0', '#37872D', '#FADE2A'];
const NAMED = {
  green: '#56A64B', red: '#E02F44', orange: '#FF780A', yellow: '#F2CC0C', blue: '#3274D9', purple: '#8F3BB8',
};

export function colour(name) {
  return NAMED[name] ?? name;
}

/** The options of one series: the panel's, and over them those of overrides that match its name. */
export function settings(panel, name) {
  const all = structuredClone(panel.fieldConfig.defaults);
  all.custom ??= {};
  for (const { matcher, properties } of panel.fieldConfig.overrides) {
    const matches = matcher.id === 'byName' ? matcher.options === name : new RegExp(matcher.options.slice(1, -1)).test(name);
    for (const { id, value } of matches ? properties : []) {
      if (id.startsWith('custom.')) all.custom[id.slice(7)] = value;
      else all[id] = value;
    }
  }
  return all;
}

/** [{name, points}…] of a panel's targets, named by their legends. */
export function named(panel, results) {
  return panel.targets.flatMap((target, i) =>
    results[i].map(series => ({
      name: target.legendFormat.replace(/\{\{(\w+)}}/g, (all, label) => series.labels[label] ?? ''),
      points: series.points,
    })));
}

function alpha(hex, percent) {
  return hex + Math.round(percent * 2.55).toString(16).padStart(2, '0');
}

function onOneAxis(drawn) {
  const times = [...new Set(drawn.flatMap(line => line.points.map(point => point[0])))].sort((a, b) => a - b);
  const at = new Map(times.map((time, i) => [time, i]));
  const values = drawn.map(line => {
    const row = new Array(times.length).fill(null);
    line.points.forEach(([time, value]) => { row[at.get(time)] = value; });
    return row;
  });
  return [times, ...values];
}

/** Adds each row to those before it; what is missing counts as nothing. */
function stacked(rows) {
  const sums = new Array(rows[0].length).fill(0);
  return rows.map(row => row.map((value, i) => (sums[i] += value ?? 0)));
}

function markers(data, panel) {
  return {
    hooks: {
      drawClear: [u => {
        for (const annotation of data.annotations) {
          u.ctx.strokeStyle = alpha(colour(annotation.color), 55);
          for (const time of annotation.times) vertical(u, time);
        }
      }],
      draw: [u => {
        const { thresholds, custom } = panel.fieldConfig.defaults;
        if (custom.thresholdsStyle?.mode !== 'dashed') return;
        for (const { value, color } of thresholds.steps.filter(step => step.value !== null)) {
          u.ctx.strokeStyle = colour(color);
          horizontal(u, value);
        }
      }],
    },
  };
}

function vertical(u, time) {
  const x = u.valToPos(time, 'x', true);
  line(u, [4, 3], x, u.bbox.top, x, u.bbox.top + u.bbox.height);
}

function horizontal(u, value) {
  const y = u.valToPos(value, 'y', true);
  if (y > u.bbox.top) line(u, [8, 6], u.bbox.left, y, u.bbox.left + u.bbox.width, y);
}

function line(u, dash, x1, y1, x2, y2) {
  u.ctx.save();
  u.ctx.setLineDash(dash);
  u.ctx.lineWidth = 1;
  u.ctx.beginPath();
  u.ctx.moveTo(x1, y1);
  u.ctx.lineTo(x2, y2);
  u.ctx.stroke();
  u.ctx.restore();
}

function scale(config, all) {
  const log = config.custom.scaleDistribution?.type === 'log';
  return {
    distr: log ? 3 : 1,
    range: log ? undefined : (u, low, high) => {
      const floor = config.min ?? (low === high ? low - (Math.abs(low) * 0.1 || 1) : low - (high - low) * 0.06);
      const top = config.max ?? (low === high ? high + (Math.abs(high) * 0.1 || 1) : high + (high - low) * 0.06);
      return all.length === 0 ? [0, 1] : [floor, Math.max(top, floor + 1e-12)];
    },
  };
}

/** [{name, points, config, color, last}…]: the lines of a panel, and what their legend says. */
export function lines(panel, results) {
  return named(panel, results).map((line, i) => {
    const config = settings(panel, line.name);
    const color = config.color?.mode === 'fixed' ? colour(config.color.fixedColor) : PALETTE[i % PALETTE.length];
    const last = written(line.points.findLast(point => point[1] !== null)?.[1], config.unit, config.decimals);
    return { ...line, config, color, last };
  });
}

/** Draws lines into an element of a given size. */
export function chart(element, panel, data, drawn, width, height) {
  if (drawn.length === 0) {
    element.innerHTML = '<div class="empty">No data</div>';
    return;
  }
  const defaults = panel.fieldConfig.defaults;
  const stack = defaults.custom.stacking.mode === 'normal';
  const [times, ...rows] = onOneAxis(drawn);
  const heights = stack ? stacked(rows) : rows;
  const order = stack ? heights.map((row, i) => heights.length - 1 - i) : heights.map((row, i) => i);
  const right = drawn.findIndex(each => each.config.custom.axisPlacement === 'right');
  const series = order.map(i => {
    const { name, color, config: { custom } } = drawn[i];
    return {
      label: name,
      scale: i === right ? 'right' : 'y',
      stroke: custom.lineWidth > 0 || custom.drawStyle === 'bars' ? color : 'transparent',
      width: custom.drawStyle === 'bars' ? 0 : custom.lineWidth,
      dash: custom.lineStyle?.dash,
      fill: custom.fillOpacity > 0 && !custom.fillBelowTo ? alpha(color, stack ? 100 : custom.fillOpacity) : undefined,
      points: { show: false },
      paths: custom.drawStyle === 'bars' ? uPlot.paths.bars({ size: [0.9, 20] })
        : custom.lineInterpolation === 'stepAfter' ? uPlot.paths.stepped({ align: 1 }) : undefined,
    };
  });
  const bands = drawn.flatMap(({ color, config }, i) => {
    const below = drawn.findIndex(other => other.name === config.custom.fillBelowTo);
    return below < 0 ? [] : [{ series: [i + 1, below + 1], fill: alpha(color, config.custom.fillOpacity) }];
  });
  const axis = { stroke: '#52545c', grid: { stroke: '#e4e7eb', width: 1 }, ticks: { stroke: '#e4e7eb', width: 1, size: 4 }, font: '11px sans-serif' };
  const values = (u, ticks) => ticks.map(tick => written(tick, defaults.unit, Number.isInteger(tick) ? 0 : undefined));
  const axes = [{ ...axis, space: 90, size: 28, values: (u, ticks) => ticks.map(clock) }, { ...axis, size: 62, label: defaults.custom.axisLabel || undefined, labelSize: 16, labelFont: '11px sans-serif', values }];
  const scales = { x: { time: true, range: [data.from, data.to] }, y: scale(settings(panel, ''), rows) };
  if (right >= 0) {
    axes.push({ ...axis, scale: 'right', side: 1, size: 62, grid: { show: false }, values: (u, ticks) => ticks.map(tick => written(tick, 'sci')) });
    scales.right = scale(drawn[right].config, rows);
  }
  new uPlot(
    { width, height, series: [{}, ...series], bands, axes, scales, legend: { show: false }, cursor: { show: false }, plugins: [markers(data, panel)] },
    [times, ...order.map(i => heights[i])], element);
}
