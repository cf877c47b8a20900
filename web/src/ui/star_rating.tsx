import Box from '@mui/material/Box';
import SvgIcon from '@mui/material/SvgIcon';
import { useId } from 'react';

export const STARS = [1, 2, 3, 4, 5] as const;
export type Stars = (typeof STARS)[number];

export interface StarRatingProps {
  question: string;
  /** Each star's own name: what choosing it says. */
  labels: Readonly<Record<Stars, string>>;
  /** Shown until one is chosen. */
  noneLabel: string;
  value: Stars | undefined;
  /** undefined: cannot be changed now. */
  choose: ((stars: Stars) => void) | undefined;
}

/** Five stars as a group of radio buttons: arrows, Tab and labels are the browser's own. */
export function StarRating({ question, labels, noneLabel, value, choose }: StarRatingProps) {
  const name = useId();
  return (
    <Box component="fieldset" disabled={!choose} sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}>
      <Box component="legend" sx={{ p: 0, mb: 0.5, fontWeight: 600 }}>
        {question}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5 }}>
        <Box sx={{ display: 'flex', ml: -0.75 }}>
          {STARS.map((stars) => (
            <Star
              key={stars}
              stars={stars}
              name={name}
              label={labels[stars]}
              chosen={stars === value}
              filled={value !== undefined && stars <= value}
              choose={choose}
            />
          ))}
        </Box>
        <Box aria-hidden sx={{ color: 'text.secondary' }}>
          {value === undefined ? noneLabel : labels[value]}
        </Box>
      </Box>
    </Box>
  );
}

interface StarProps {
  stars: Stars;
  name: string;
  label: string;
  chosen: boolean;
  filled: boolean;
  choose: ((stars: Stars) => void) | undefined;
}

const STAR = 'M12 17.3l6.2 3.7-1.6-7L22 9.2l-7.2-.6L12 2 9.2 8.6 2 9.2 7.5 14l-1.7 7z';

// The radio button lies over its star, unseen: it takes the press and the focus in the star's place and size.
function Star({ stars, name, label, chosen, filled, choose }: StarProps) {
  return (
    <Box sx={{ position: 'relative', width: 44, height: 44, display: 'grid', placeItems: 'center' }}>
      <Box
        component="input"
        type="radio"
        name={name}
        value={stars}
        checked={chosen}
        aria-label={label}
        data-testid={`rating-star-${String(stars)}`}
        onChange={() => choose?.(stars)}
        sx={{
          position: 'absolute',
          inset: 0,
          width: '100%',
          height: '100%',
          m: 0,
          opacity: 0,
          cursor: choose ? 'pointer' : 'default',
          '&:focus-visible + svg': { outline: '3px solid', outlineColor: 'primary.main', borderRadius: 1 },
        }}
      />
      <SvgIcon
        aria-hidden
        sx={{
          fontSize: 36,
          pointerEvents: 'none',
          fill: filled ? undefined : 'none',
          stroke: 'currentColor',
          strokeWidth: 1.5,
          color: filled ? 'primary.main' : 'text.secondary',
        }}
      >
        <path d={STAR} />
      </SvgIcon>
    </Box>
  );
}
