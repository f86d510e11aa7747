// What a dashboard's panels and annotations ask, answered by a Prometheus.

const POINTS = 300;
const SCRAPES = 4;

/**
 * All that is needed to draw a dashboard.
 *
 * @param options prometheus, from and to in Unix seconds, run
 * @returns {from, to, panels: {id: [result of each target]}, annotations: [{color, times}]}
 */
export async function dataOf(dashboard, options) {
  const step = Math.max(1, Math.ceil((options.to - options.from) / POINTS));
  const panels = {};
  for (const panel of dashboard.panels.filter(each => each.type !== 'row')) {
    panels[panel.id] = await Promise.all(
      panel.targets.map(target => (target.instant ? instant(target.expr, options, step) : range(target.expr, options, step))));
  }
  const annotations = await Promise.all(
    dashboard.annotations.list.map(async annotation => ({
      name: annotation.name,
      color: annotation.iconColor,
      times: merged(await range(annotation.target.expr, options, step), step),
    })));
  return { from: options.from, to: options.to, run: options.run, panels, annotations };
}

function interpolated(expression, options, step) {
  return expression
    .replaceAll('$run', options.run)
    .replaceAll('$__rate_interval', `${Math.max(SCRAPES * 1, step + 1)}s`)
    .replaceAll('$__range', `${options.to - options.from}s`);
}

async function ask(path, parameters, options) {
  const answer = await fetch(`${options.prometheus}/api/v1/${path}?${new URLSearchParams(parameters)}`);
  const body = await answer.json();
  if (body.status !== 'success') {
    throw new Error(`${parameters.query}: ${body.error}`);
  }
  return body.data.result;
}

/** [{labels, points: [[seconds, value]…]}…], a value that is not finite being null. */
async function range(expression, options, step) {
  const query = interpolated(expression, options, step);
  const series = await ask('query_range', { query, start: options.from, end: options.to, step }, options);
  return series.map(each => ({ labels: each.metric, points: each.values.map(([time, value]) => [time, finite(value)]) }));
}

async function instant(expression, options, step) {
  const vector = await ask('query', { query: interpolated(expression, options, step), time: options.to }, options);
  return vector.map(each => ({ labels: each.metric, points: [[options.to, finite(each.value[1])]] }));
}

function finite(text) {
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** The moments at which an event began: samples that follow one another are one event. */
function merged(series, step) {
  return series.flatMap(each =>
    each.points.map(([time]) => time).filter((time, i, all) => i === 0 || time - all[i - 1] > 1.5 * step));
}
