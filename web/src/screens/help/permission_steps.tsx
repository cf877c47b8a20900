import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { Browser } from '../../core/browser';
import { t } from '../../i18n';
import { StepList } from '../../ui/step_list';
import { permissionSteps } from './topics';

/** How camera and microphone are allowed again in the very browser that shows this page. */
export function PermissionSteps({ browser }: { browser: Browser }) {
  return (
    <Box data-testid="permission-steps" data-browser={browser.help}>
      <StepList steps={permissionSteps(browser.help)} />
      {browser.platform === 'desktop' && (
        <Typography variant="body2" sx={{ mt: 1 }}>
          {t('permit.system')}
        </Typography>
      )}
    </Box>
  );
}
