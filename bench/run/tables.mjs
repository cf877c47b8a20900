// Tables as Markdown whose columns stand below each other, so that they can be read in a terminal as well.

export const number = (value, digits) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** What stands before a figure that rests on a disturbed run. */
const ROUGH = '~';

/** "1,234 (1,200–1,300)": the median, and the least and most of the rounds; "–" of nothing. */
export function cell(found, digits) {
  if (!found) return '–';
  const text = `${found.rough ? ROUGH : ''}${number(found.median, digits)}`;
  return found.each.length > 1 ? `${text} (${number(found.low, digits)}–${number(found.high, digits)})` : text;
}

/** "held"; "**missed** (1 of 3)" when it held in one round of three. */
export function verdict({ held, verdict: said, rough }) {
  const text = said === 'missed' ? `**missed** (${held.filter(Boolean).length} of ${held.length})` : said;
  return rough && held.length > 0 ? `${ROUGH}${text}` : text;
}

/** @param {string[]} head @param {string[][]} body */
export function table(head, body) {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...body].map((row) => [...String(row[column])].length)));
  const pad = (text, column) => String(text) + ' '.repeat(widths[column] - [...String(text)].length);
  const row = (cells) => `| ${cells.map(pad).join(' | ')} |`;
  return [row(head), row(widths.map((width) => '-'.repeat(width))), ...body.map(row)].join('\n');
}
