import ListItemIcon from '@mui/material/ListItemIcon';
import ListItemText from '@mui/material/ListItemText';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { t } from '../../../i18n';
import { MoreIcon } from '../../../ui/call_icons';
import { ControlButton } from '../../../ui/control_button';
import type { RoomAction } from './room_actions';

/** What has no button of its own. */
export function MoreMenu({ actions }: { actions: readonly RoomAction[] }) {
  const [anchor, setAnchor] = useState<HTMLElement | undefined>(undefined);
  const close = (): void => {
    setAnchor(undefined);
  };
  const badge = actions.reduce((sum, action) => sum + (action.badge ?? 0), 0);
  return (
    <>
      <ControlButton
        label={t('call.moreLabel')}
        caption={t('call.more')}
        testId="more-button"
        icon={<MoreIcon />}
        badge={badge}
        popup="menu"
        expanded={anchor !== undefined}
        press={setAnchor}
      />
      <Menu
        open={anchor !== undefined}
        anchorEl={anchor ?? null}
        onClose={close}
        anchorOrigin={{ vertical: 'top', horizontal: 'center' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'center' }}
        // The arrow keys stop at what cannot be done, too: its reason is there.
        slotProps={{ list: { 'aria-label': t('call.moreLabel'), disabledItemsFocusable: true } }}
      >
        {actions.map(({ name, label, icon, run, reason }) => (
          <MenuItem
            key={name}
            data-testid={`${name}-item`}
            disabled={!run}
            onClick={() => {
              close();
              run?.();
            }}
            sx={{ minHeight: 44, maxWidth: '92vw', whiteSpace: 'normal' }}
          >
            <ListItemIcon>{icon}</ListItemIcon>
            <ListItemText primary={label} secondary={reason} />
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
