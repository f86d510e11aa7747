(() => {
  const HEIGHT_TO_WIDTH = 0.62;
  const BAND_OPACITY = '2e';

  const comparison = JSON.parse(document.getElementById('comparison').textContent);
  const places = [...document.querySelectorAll('[data-chart]')];

  /** Series of the chart, three a recipe: its mean, which has the label, and the band's edges. */
  function seriesOf(bands) {
    return bands.flatMap((band, i) => {
      const stroke = charts.seriesColour(i);
      const edge = { stroke: 'transparent', width: 0, class: 'edge', points: { show: false } };
      return [
        {
          label: band.label + (band.runs > 1 ? ` (${band.runs} seeds)` : ''),
          stroke,
          width: 2,
          dash: i < 7 ? [] : [7, 4],
          points: { show: band.x.length === 1, size: 7, fill: stroke },
          value: (_, value) => charts.number(value),
        },
        edge,
        edge,
      ];
    });
  }

  /** Each recipe has places of its own; where another has none, its curve goes on. */
  function dataOf(bands) {
    return uPlot.join(
      bands.map((band) => [band.x, band.mean, band.high || band.mean, band.low || band.mean]));
  }

  /** The means' range and, of the bands, as much as half of that on either side. */
  function range(bands) {
    const all = (name) => bands.flatMap((band) => band[name] || band.mean);
    const least = Math.min(...bands.map((band) => Math.min(...band.mean)));
    const greatest = Math.max(...bands.map((band) => Math.max(...band.mean)));
    const span = greatest - least || Math.abs(greatest) || 1;
    const low = Math.max(least - span / 2, Math.min(...all('low')));
    const high = Math.min(greatest + span / 2, Math.max(...all('high')));
    const margin = (high - low || span) / 25;
    return [low - margin, high + margin];
  }

  /** The nearest place, on either side, at which a series has a value. */
  function nearest(chart, series, at) {
    const values = chart.data[series];
    for (let step = 0; step < values.length; step++) {
      for (const index of [at - step, at + step]) {
        if (values[index] !== null && values[index] !== undefined) {
          return index;
        }
      }
    }
    return at;
  }

  function draw(place) {
    const { over, bands } = comparison.charts[Number(place.dataset.chart)];
    const [low, high] = range(bands);
    const width = place.clientWidth;
    const options = {
      width,
      height: Math.round(Math.max(220, Math.min(420, width * HEIGHT_TO_WIDTH))),
      scales: { x: { time: false, range: (_, __, last) => [0, last] }, y: { range: [low, high] } },
      axes: [charts.axis(over, 34), charts.axis(comparison.quantity, 56)],
      series: [{ label: over, value: (_, value) => charts.number(value) }, ...seriesOf(bands)],
      bands: bands.map((_, i) => ({
        series: [3 * i + 2, 3 * i + 3],
        fill: charts.seriesColour(i) + BAND_OPACITY,
      })),
      cursor: { drag: { x: false, y: false }, points: { size: 7 }, dataIdx: nearest },
      legend: { show: true, live: true, markers: { show: true, width: 3 } },
      hooks: {
        setSeries: [
          (chart, series, change) => {
            // A band comes and goes with its mean.
            if (series % 3 === 1 && change.show !== undefined) {
              chart.setSeries(series + 1, { show: change.show });
              chart.setSeries(series + 2, { show: change.show });
            }
          },
        ],
      },
    };
    place.replaceChildren();
    place.chart = new uPlot(options, dataOf(bands), place);
    place.dataset.drawn = 'true';
  }

  charts.keepDrawn(() => places.forEach(draw));
})();
