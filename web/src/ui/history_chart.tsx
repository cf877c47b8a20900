import Box from '@mui/material/Box';
import { useId } from 'react';

export interface HistoryChartProps {
  title: string;
  /** What the line says, in a sentence: for who cannot see it, and for who need not read lines. */
  text: string;
  /** Oldest first, at equal distances; undefined: not known then, a gap. */
  values: readonly (number | undefined)[];
  /** The bottom and the top of the chart. */
  range: readonly [number, number];
  /** How many values the whole width holds. */
  capacity: number;
}

const WIDTH = 240;
const HEIGHT = 56;

/** A small line of what was. */
export function HistoryChart({ title, text, values, range, capacity }: HistoryChartProps) {
  const id = useId();
  return (
    <Box component="figure" sx={{ m: 0 }}>
      <Box component="figcaption" sx={{ fontSize: 14, fontWeight: 600, mb: 0.5 }}>
        {title}
      </Box>
      <Box
        component="svg"
        role="img"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
        viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
        preserveAspectRatio="none"
        sx={{ width: '100%', height: 64, display: 'block', bgcolor: 'action.hover', borderRadius: 1, color: 'primary.main' }}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-text`}>{text}</desc>
        <path d={linePath(values, range, capacity)} fill="none" stroke="currentColor" strokeWidth={2} vectorEffect="non-scaling-stroke" />
      </Box>
      <Box aria-hidden sx={{ fontSize: 14, mt: 0.5, color: 'text.secondary' }}>
        {text}
      </Box>
    </Box>
  );
}

/** An SVG path that ends at the right edge with the newest value, broken where a value is not known. */
export function linePath(
  values: HistoryChartProps['values'],
  [bottom, top]: HistoryChartProps['range'],
  capacity: number,
): string {
  const shown = values.slice(-capacity);
  const span = top - bottom || 1;
  let pen: 'M' | 'L' = 'M';
  const steps: string[] = [];
  shown.forEach((value, index) => {
    if (value === undefined) {
      pen = 'M';
      return;
    }
    const x = WIDTH - ((shown.length - 1 - index) / Math.max(1, capacity - 1)) * WIDTH;
    const share = Math.min(1, Math.max(0, (value - bottom) / span));
    // Two pixels from either edge: a line on the edge would be cut in half.
    const y = HEIGHT - 2 - share * (HEIGHT - 4);
    steps.push(`${pen}${x.toFixed(1)} ${y.toFixed(1)}`);
    pen = 'L';
  });
  return steps.join('');
}
