// Numbers as Grafana writes them, for the units that the dashboards use.

const THOUSANDS = ['', ' K', ' Mil', ' Bil'];
const BYTES = ['B', 'KiB', 'MiB', 'GiB'];
const RATES = ['B/s', 'kB/s', 'MB/s', 'GB/s'];

/** A number of about three digits, or of so many decimals. */
function digits(value, decimals) {
  if (decimals !== undefined) {
    return value.toFixed(decimals);
  }
  const size = Math.abs(value);
  return size === 0 ? '0' : String(Number(size >= 100 ? value.toFixed(0) : value.toPrecision(3)));
}

function scaled(value, factor, names, decimals) {
  let step = 0;
  while (Math.abs(value) >= factor && step < names.length - 1) {
    value /= factor;
    step++;
  }
  return digits(value, step === 0 ? decimals : undefined) + names[step];
}

function seconds(value, decimals) {
  const size = Math.abs(value);
  if (size === 0) return '0 s';
  if (size < 1e-3) return digits(value * 1e6) + ' µs';
  if (size < 1) return digits(value * 1e3) + ' ms';
  if (size < 60) return digits(value, decimals) + ' s';
  return size < 3600 ? digits(value / 60) + ' min' : digits(value / 3600) + ' h';
}

/** The time of day. */
export function clock(time) {
  return new Date(time * 1000).toTimeString().slice(0, 8);
}

export function written(value, unit, decimals) {
  if (value === null || value === undefined) return '';
  switch (unit) {
    case 'none': return digits(value, decimals);
    case 'short': return scaled(value, 1000, THOUSANDS, decimals);
    case 'sci': return value === 0 ? '0' : value.toExponential(1);
    case 's': return seconds(value, decimals);
    case 'percentunit': return digits(value * 100, decimals) + ' %';
    case 'bytes': return scaled(value, 1024, BYTES.map(name => ' ' + name));
    case 'Bps': return scaled(value, 1000, RATES.map(name => ' ' + name));
    default: throw new Error(`unit ${unit} is not known`);
  }
}
