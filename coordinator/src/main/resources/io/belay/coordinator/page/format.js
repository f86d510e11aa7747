/** Numbers, times and elements. */

const GROUPED = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** A whole number with its thousands apart. */
export function whole(value) {
  return Number.isFinite(value) ? GROUPED.format(value) : '–';
}

/** A number with four significant digits at most. */
export function short(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) {
    return '–';
  }
  const size = Math.abs(value);
  if (size >= 1e6) {
    return trimmed((value / 1e6).toPrecision(3)) + 'M';
  }
  if (size >= 1e4) {
    return trimmed((value / 1e3).toPrecision(3)) + 'k';
  }
  if (size !== 0 && size < 1e-3) {
    return value.toExponential(1).replace('e-', 'e−').replace('-', '−');
  }
  return trimmed(value.toPrecision(4)).replace('-', '−');
}

function trimmed(digits) {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

export function percent(share) {
  const value = 100 * share;
  return (value > 0 && value < 1 ? '<1' : Math.round(value)) + ' %';
}

/** Seconds in two units at most. */
export function duration(seconds) {
  if (!Number.isFinite(seconds) || seconds < 0) {
    return '–';
  }
  if (seconds < 60) {
    return Math.round(seconds) + ' s';
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} m ${Math.floor(seconds % 60)} s`;
  }
  if (seconds < 86400) {
    return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} m`;
  }
  return `${Math.floor(seconds / 86400)} d ${Math.floor((seconds % 86400) / 3600)} h`;
}

/** Seconds of a fraction of a second or more. */
export function fine(seconds) {
  const millis = 1000 * seconds;
  return millis < 1000 ? `${millis < 10 ? millis.toFixed(2) : millis.toFixed(1)} ms` : `${seconds.toFixed(2)} s`;
}

/** The time of day. */
export function clock(millis) {
  return CLOCK.format(new Date(millis));
}

/** An element with a class and a text, which is never read as HTML. */
export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

/** Writes a text where it has changed. */
export function write(place, text) {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

/** A colour of the page, by its name. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

/** A figure's name as words: explainedVariance is explained variance. */
export function words(name) {
  return name.replace(/([a-z])([A-Z])/g, (_, before, after) => before + ' ' + after.toLowerCase());
}
