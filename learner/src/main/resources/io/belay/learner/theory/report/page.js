'use strict';
(() => {
  const HEIGHT_TO_WIDTH = 0.56;
  const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

  const plots = JSON.parse(document.getElementById('plots').textContent);
  const places = [...document.querySelectorAll('[data-plot]')];

  /** A number with few digits; powers of ten as such where the axis is logarithmic. */
  function text(value, logarithmic) {
    if (value === null || value === undefined) {
      return '';
    }
    const exponent = Math.log10(Math.abs(value));
    if (logarithmic && Number.isInteger(Math.round(exponent * 1e9) / 1e9)) {
      const power = Math.round(exponent);
      if (power >= -3 && power <= 3) {
        return String(10 ** power);
      }
      const digits = [...String(Math.abs(power))].map((digit) => SUPERSCRIPTS[digit]).join('');
      return '10' + (power < 0 ? '⁻' : '') + digits;
    }
    return charts.number(value);
  }

  /** Ticks of a logarithmic axis: whole powers of ten, or 1, 2, 5 within few of them. */
  function logarithmicTicks(_, __, least, greatest) {
    const from = Math.floor(Math.log10(least) + 1e-9);
    const to = Math.ceil(Math.log10(greatest) - 1e-9);
    const step = Math.max(1, Math.ceil((to - from) / 6));
    const ticks = [];
    for (let power = from; power <= to; power += step) {
      ticks.push(10 ** power);
      if (to - from <= 2) {
        ticks.push(2 * 10 ** power, 5 * 10 ** power);
      }
    }
    return ticks.filter((tick) => tick >= least * 0.999999 && tick <= greatest * 1.000001);
  }

  /** The range of a logarithmic axis: the data's, with a margin of a twentieth of its decades. */
  function logarithmicRange(_, least, greatest) {
    if (!(least > 0) || !(greatest > 0)) {
      return [0.1, 10];
    }
    const margin = Math.max(Math.log10(greatest / least) / 20, 0.05);
    return [least / 10 ** margin, greatest * 10 ** margin];
  }

  function axis(description, size) {
    const logarithmic = description.scale === 'logarithmic';
    return {
      ...charts.axis(description.label, size),
      ...(logarithmic ? { splits: logarithmicTicks, filter: (_, splits) => splits } : {}),
      values: (_, splits) => splits.map((split) => text(split, logarithmic)),
    };
  }

  function scale(description) {
    return description.scale === 'logarithmic'
      ? { time: false, distr: 3, range: logarithmicRange }
      : { time: false };
  }

  /** A bound is dashed, in the colour of the measured series before it. */
  function seriesOf(plot) {
    let used = -1;
    return plot.series.map((series) => {
      const bound = series.role === 'bound';
      if (!bound) {
        used += 1;
      }
      const stroke = used < 0 ? charts.colour('ink') : charts.seriesColour(used);
      const points = series.role === 'points';
      return {
        label: series.label,
        stroke,
        width: points ? 0 : 2,
        dash: bound ? [6, 5] : [],
        spanGaps: true,
        paths: points ? () => null : undefined,
        points: { show: points || plot.values.length <= 30 && !bound, size: 7, fill: stroke },
        value: (_, value) => text(value, false),
      };
    });
  }

  /** How the legend draws a curve's line. */
  function markOf(series) {
    return { bound: 'dashed', points: 'dotted', measured: 'solid' }[series.role];
  }

  function visible(values, description) {
    return description.scale === 'logarithmic'
      ? values.map((value) => (value !== null && value > 0 ? value : null))
      : values;
  }

  function draw(place) {
    const plot = plots[Number(place.dataset.plot)];
    const width = place.clientWidth;
    const options = {
      width,
      height: Math.round(Math.max(190, Math.min(330, width * HEIGHT_TO_WIDTH))),
      scales: { x: scale(plot.x), y: scale(plot.y) },
      axes: [axis(plot.x, 34), axis(plot.y, 52)],
      series: [{ label: plot.x.label, value: (_, value) => text(value, false) }, ...seriesOf(plot)],
      cursor: { drag: { x: false, y: false }, points: { size: 7 } },
      legend: {
        show: true,
        live: true,
        markers: { show: true, width: 3, dash: (_, i) => (i > 0 ? markOf(plot.series[i - 1]) : 'none') },
      },
    };
    const data = [plot.values, ...plot.series.map((series) => visible(series.values, plot.y))];
    place.replaceChildren();
    place.chart = new uPlot(options, data, place);
    place.dataset.drawn = 'true';
  }

  charts.keepDrawn(() => places.forEach(draw));
})();
