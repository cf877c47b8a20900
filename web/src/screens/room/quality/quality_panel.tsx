import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { QualitySnapshot } from '../../../core/quality/types';
import { t } from '../../../i18n';
import { HistoryChart } from '../../../ui/history_chart';
import { SidePanel } from '../../../ui/side_panel';
import { AdaptationNote } from './adaptation_note';
import { figures, levelHistoryText, levelText, reasonText, rttHistoryText } from './quality_texts';

/** The history's length, seconds, a point each. */
const HISTORY_POINTS = 120;
const LEVELS = [1, 5] as const;
/** The top of the chart of round trips, milliseconds, unless more was measured: talking gets hard there. */
const SLOW_RTT_MS = 400;

/** The connection in full: the sentence first, for most need no more; then the figures, for who helps them. */
export function QualityPanel({ quality, close }: { quality: QualitySnapshot; close: () => void }) {
  const { history, numbers } = quality;
  const rtts = history.map(({ rttMs }) => rttMs);
  const mostRtt = Math.max(SLOW_RTT_MS, ...rtts.map((rtt) => rtt ?? 0));
  return (
    <SidePanel title={t('quality.title')} closeLabel={t('call.close')} testId="quality-panel" close={close}>
      <Stack spacing={2} sx={{ p: 2, overflowY: 'auto' }} tabIndex={0} role="group" aria-label={t('quality.title')}>
        <Box>
          <Typography sx={{ fontWeight: 600, '&::first-letter': { textTransform: 'uppercase' } }}>
            {levelText(quality.level)}
          </Typography>
          <Typography data-testid="quality-sentence">{reasonText(quality)}</Typography>
        </Box>
        <AdaptationNote quality={quality} />
        <HistoryChart
          title={t('quality.history')}
          text={levelHistoryText(history)}
          values={history.map(({ level }) => level)}
          range={LEVELS}
          capacity={HISTORY_POINTS}
        />
        <HistoryChart
          title={t('quality.rttHistory')}
          text={rttHistoryText(history)}
          values={rtts}
          range={[0, mostRtt]}
          capacity={HISTORY_POINTS}
        />
        {numbers && <Figures numbers={numbers} />}
      </Stack>
    </SidePanel>
  );
}

function Figures({ numbers }: { numbers: NonNullable<QualitySnapshot['numbers']> }) {
  return (
    <Box>
      <Typography component="h3" sx={{ fontSize: 14, fontWeight: 600, mb: 0.5 }}>
        {t('quality.numbers')}
      </Typography>
      <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: '1fr auto', columnGap: 2, rowGap: 0.5, fontSize: 14 }}>
        {figures(numbers).map(({ name, value }) => (
          <Box key={name} sx={{ display: 'contents' }}>
            <Box component="dt" sx={{ color: 'text.secondary' }}>
              {name}
            </Box>
            <Box component="dd" sx={{ m: 0, textAlign: 'right', fontVariantNumeric: 'tabular-nums' }}>
              {value}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
