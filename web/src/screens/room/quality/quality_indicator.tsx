import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { QualitySnapshot } from '../../../core/quality/types';
import { t } from '../../../i18n';
import { SignalBars } from '../../../ui/signal_bars';
import { levelText, reasonText } from './quality_texts';

export interface NetworkQualityIndicatorProps {
  quality: Pick<QualitySnapshot, 'level' | 'reason' | 'side'>;
  open: boolean;
  toggle: () => void;
}

/** How good the connection is, in bars and in a word; a press shows why, and the figures. */
export function NetworkQualityIndicator({ quality, open, toggle }: NetworkQualityIndicatorProps) {
  const level = levelText(quality.level);
  const label = t('quality.label', { level, sentence: reasonText(quality) });
  return (
    <ButtonBase
      data-testid="quality-indicator"
      data-level={quality.level ?? 'unknown'}
      data-reason={quality.reason}
      data-side={quality.side}
      aria-label={label}
      title={label}
      aria-expanded={open}
      onClick={toggle}
      sx={{
        minHeight: 44,
        px: 1,
        gap: 1,
        borderRadius: 1.5,
        font: 'inherit',
        fontSize: 14,
        '&:hover': { bgcolor: 'rgba(255,255,255,0.12)' },
        '&:focus-visible': { outline: '2px solid #fff' },
      }}
    >
      <SignalBars level={quality.level} />
      <Box component="span" aria-hidden>
        {level}
      </Box>
    </ButtonBase>
  );
}
