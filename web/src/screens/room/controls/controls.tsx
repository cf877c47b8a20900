import Box from '@mui/material/Box';
import useMediaQuery from '@mui/material/useMediaQuery';
import type { LocalMediaSnapshot } from '../../../core/media/types';
import { t } from '../../../i18n';
import { ControlButton } from '../../../ui/control_button';
import { DeviceToggles } from '../../devices/device_toggles';
import { HangUpButton, type HangUpButtonProps } from './hang_up_button';
import { MoreMenu } from './more_menu';
import type { ActionName, RoomAction } from './room_actions';

export interface ControlsProps {
  media: LocalMediaSnapshot;
  actions: readonly RoomAction[];
  hangUp: HangUpButtonProps;
}

/** As many as fit at 360 px; with more room, those that are used in the middle of a talk come out of the menu. */
const BUTTONS_NARROW: readonly ActionName[] = ['chat'];
const BUTTONS_MEDIUM: readonly ActionName[] = ['share', 'chat', 'devices'];
const BUTTONS_WIDE: readonly ActionName[] = ['share', 'chat', 'people', 'devices', 'full-screen'];

/** On a phone held sideways height is dear: the controls stand beside the picture. */
export const BESIDE = '(max-height: 480px) and (orientation: landscape)';

export function Controls({ media, actions, hangUp }: ControlsProps) {
  const medium = useMediaQuery('(min-width: 640px) and (min-height: 480px)', { noSsr: true });
  const wide = useMediaQuery('(min-width: 900px) and (min-height: 480px)', { noSsr: true });
  const shown = wide ? BUTTONS_WIDE : medium ? BUTTONS_MEDIUM : BUTTONS_NARROW;
  // A button that can do nothing in this browser would only stand in the way: in the menu it says why.
  const hasButton = ({ name, reason }: RoomAction): boolean => shown.includes(name) && reason === undefined;
  return (
    <Box
      role="group"
      aria-label={t('call.controls')}
      sx={{
        display: 'flex',
        justifyContent: 'center',
        alignItems: 'flex-start',
        gap: { xs: 0.5, sm: 1.5 },
        px: 1,
        py: 1,
        [`@media ${BESIDE}`]: { flexDirection: 'column', justifyContent: 'center', alignItems: 'center', gap: 1, py: 0.5 },
      }}
    >
      <DeviceToggles media={media} />
      {actions.filter(hasButton).map((action) => (
        <ActionButton key={action.name} action={action} />
      ))}
      <MoreMenu actions={actions.filter((action) => !hasButton(action))} />
      <HangUpButton {...hangUp} />
    </Box>
  );
}

function ActionButton({ action }: { action: RoomAction }) {
  const { name, label, caption, icon, run, active = false, busy = false, badge = 0, expanded, popup } = action;
  return (
    <ControlButton
      label={label}
      caption={caption}
      testId={`${name}-button`}
      icon={icon}
      look={active ? 'active' : 'quiet'}
      busy={busy}
      badge={badge}
      expanded={expanded}
      popup={popup}
      press={run}
    />
  );
}
