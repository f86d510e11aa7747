'use strict';
/** What the charts of all pages have in common. */
const charts = (() => {
  const COLOURS = 7;

  /** One of the page's colours, as it is now, in light or in dark. */
  const colour = (name) =>
    getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

  /** The colour of the series of this number. */
  const seriesColour = (number) => colour('c' + (number % COLOURS));

  /** A number with at most four digits. */
  function number(value) {
    if (value === null || value === undefined) {
      return '';
    }
    if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6)) {
      return value.toExponential(1).replace('e+', 'e').replace('.0e', 'e');
    }
    return String(Number(value.toPrecision(4)));
  }

  /** An axis in the page's colours. */
  function axis(label, size) {
    return {
      label,
      labelSize: 20,
      labelGap: 2,
      font: '12px system-ui, sans-serif',
      labelFont: '13px system-ui, sans-serif',
      stroke: colour('soft'),
      grid: { stroke: colour('line'), width: 1 },
      ticks: { stroke: colour('line'), width: 1, size: 5 },
      size,
      values: (_, splits) => splits.map(number),
    };
  }

  /** Draws now, and again whenever the page's width or its colours change. */
  function keepDrawn(draw) {
    let width = window.innerWidth;
    let waiting = 0;
    window.addEventListener('resize', () => {
      if (window.innerWidth === width) {
        return;
      }
      width = window.innerWidth;
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(draw);
    });
    window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
    draw();
  }

  return { colour, seriesColour, number, axis, keepDrawn };
})();
