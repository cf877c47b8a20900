import Box from '@mui/material/Box';

export interface SignalBarsProps {
  /** 1 to 5; undefined: nothing is known, all bars are empty. */
  level: number | undefined;
}

const BARS = [1, 2, 3, 4, 5] as const;
const COLOR = { 1: '#ff8a80', 2: '#ff8a80', 3: '#f2b84b', 4: '#7ed6a2', 5: '#7ed6a2' } as const;

/** Five bars, as many filled as the level. Decoration: the word beside them says the same. */
export function SignalBars({ level }: SignalBarsProps) {
  const color = COLOR[(level ?? 1) as keyof typeof COLOR];
  return (
    <Box component="svg" aria-hidden viewBox="0 0 26 20" sx={{ width: 26, height: 20, flexShrink: 0, display: 'block' }}>
      {BARS.map((bar) => {
        const filled = level !== undefined && bar <= level;
        return (
          <rect
            key={bar}
            data-filled={filled}
            x={(bar - 1) * 5.4 + 0.5}
            y={20 - bar * 3.8}
            width={3.6}
            height={bar * 3.8 - 0.5}
            rx={1}
            fill={filled ? color : 'none'}
            stroke={filled ? color : '#8c9899'}
          />
        );
      })}
    </Box>
  );
}
