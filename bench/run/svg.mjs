// Plots as SVG, by hand: a few lines with a legend need no library.

const WIDTH = 720;
const HEIGHT = 400;
const LEFT = 70;
const RIGHT = 200;
const TOP = 40;
const BOTTOM = 50;
const COLOURS = ['#1b6ca8', '#c0392b', '#7f8c8d', '#2e8b57', '#b8860b', '#6a3d9a'];

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.codePointAt(0)};`);
const scale = (value, from, to, begin, end) => begin + ((value - from) / (to - from || 1)) * (end - begin);

/**
 * @param {object} plot
 * @param {string} plot.title
 * @param {{at: number, label: string}[]} plot.xTicks in the units of the lines' x
 * @param {{at: number, label: string}[]} plot.yTicks
 * @param {{name: string, points: [number, number][]}[]} plot.lines
 */
export function lineChart({ title, xLabel, yLabel, xTicks, yTicks, lines }) {
  const xs = [...xTicks.map(({ at }) => at), ...lines.flatMap(({ points }) => points.map(([x]) => x))];
  const ys = [...yTicks.map(({ at }) => at), ...lines.flatMap(({ points }) => points.map(([, y]) => y))];
  const x = (value) => scale(value, Math.min(...xs), Math.max(...xs), LEFT, WIDTH - RIGHT).toFixed(1);
  const y = (value) => scale(value, Math.min(...ys), Math.max(...ys), HEIGHT - BOTTOM, TOP).toFixed(1);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="white"/>`,
    `<text x="${LEFT}" y="22" font-size="15">${escape(title)}</text>`,
  ];
  for (const { at, label } of yTicks) {
    parts.push(`<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(at)}" y2="${y(at)}" stroke="#ddd"/>`);
    parts.push(`<text x="${LEFT - 6}" y="${y(at)}" dy="4" text-anchor="end">${escape(label)}</text>`);
  }
  for (const { at, label } of xTicks) {
    parts.push(`<line x1="${x(at)}" x2="${x(at)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#eee"/>`);
    parts.push(`<text x="${x(at)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${escape(label)}</text>`);
  }
  lines.forEach(({ name, points }, i) => {
    const colour = COLOURS[i % COLOURS.length];
    const path = points.map(([px, py]) => `${x(px)},${y(py)}`).join(' ');
    parts.push(`<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`);
    parts.push(`<text x="${WIDTH - RIGHT + 12}" y="${TOP + 12 + 18 * i}" fill="${colour}">${escape(name)}</text>`);
  });
  parts.push(`<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 12}" text-anchor="middle">${escape(xLabel)}</text>`);
  parts.push(`<text x="14" y="${TOP - 8}">${escape(yLabel)}</text>`, '</svg>');
  return `${parts.join('\n')}\n`;
}
