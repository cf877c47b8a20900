import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId } from 'react';
import { t } from '../../../i18n';
import { DeviceSettings, type DeviceSettingsProps } from '../../devices/device_settings';

export function DevicesDialog({ media, voice, close }: DeviceSettingsProps & { close: () => void }) {
  const id = useId();
  return (
    <Dialog open onClose={close} fullWidth maxWidth="xs" aria-labelledby={id} data-testid="devices-dialog">
      <DialogTitle id={id}>{t('call.devicesLabel')}</DialogTitle>
      {/* Room for the label that stands on the first field's border. */}
      <DialogContent sx={{ pt: '8px !important' }}>
        <DeviceSettings media={media} voice={voice} />
      </DialogContent>
      <DialogActions>
        <Button onClick={close}>{t('call.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
