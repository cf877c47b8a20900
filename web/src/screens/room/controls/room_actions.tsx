// What can be done in the room beside microphone, camera and hanging up: one list, shown as buttons where there is room
// and in a menu where there is none.
import type { ReactNode } from 'react';
import type { ChatSnapshot } from '../../../core/call/types';
import type { ScreenShareSnapshot } from '../../../core/media/types';
import type { Switch } from '../../../hooks/use_full_screen';
import { plural, t } from '../../../i18n';
import {
  ChatIcon,
  FullScreenExitIcon,
  FullScreenIcon,
  GlobeIcon,
  HelpIcon,
  KeyboardIcon,
  PeopleIcon,
  ScreenIcon,
  SlidersIcon,
  SmallWindowIcon,
} from '../../../ui/call_icons';

export type ActionName = 'share' | 'chat' | 'devices' | 'people' | 'full-screen' | 'pip' | 'shortcuts' | 'language' | 'help';

export interface RoomAction {
  name: ActionName;
  /** In full. */
  label: string;
  /** In a word, where it has a button. */
  caption: string;
  icon: ReactNode;
  /** undefined: not now, or not here; `reason` says why. */
  run: (() => void) | undefined;
  reason?: string | undefined;
  active?: boolean;
  busy?: boolean;
  badge?: number;
  expanded?: boolean;
  popup?: 'dialog';
}

export interface ActionContext {
  screen: ScreenShareSnapshot;
  chat: Pick<ChatSnapshot, 'unread'>;
  fullScreen: Switch;
  pictureInPicture: Switch;
  panel: 'chat' | 'quality' | 'people' | undefined;
  togglePanel: (panel: 'chat' | 'people') => void;
  openDialog: (dialog: 'devices' | 'shortcuts' | 'language') => void;
  /** The language can be changed, and the header does not offer it. */
  languageInMenu: boolean;
  openHelp: () => void;
}

/** What a browser cannot do at all is left out, but for sharing: people look for that, and are told. */
export function roomActions(context: ActionContext): readonly RoomAction[] {
  const { fullScreen, pictureInPicture, openDialog } = context;
  return [
    shareAction(context.screen),
    chatAction(context),
    {
      name: 'devices',
      label: t('call.devicesLabel'),
      caption: t('call.devices'),
      icon: <SlidersIcon />,
      popup: 'dialog',
      run: () => {
        openDialog('devices');
      },
    },
    {
      name: 'people',
      label: t('call.peopleLabel'),
      caption: t('call.people'),
      icon: <PeopleIcon />,
      active: context.panel === 'people',
      expanded: context.panel === 'people',
      run: () => {
        context.togglePanel('people');
      },
    },
    ...switchAction('full-screen', fullScreen, {
      label: t(fullScreen.on ? 'fullScreen.leave' : 'fullScreen.enter'),
      caption: t('fullScreen.enter'),
      icon: fullScreen.on ? <FullScreenExitIcon /> : <FullScreenIcon />,
    }),
    ...switchAction('pip', pictureInPicture, {
      label: t(pictureInPicture.on ? 'pip.leave' : 'pip.enter'),
      caption: t('pip.enter'),
      icon: <SmallWindowIcon />,
    }),
    {
      name: 'shortcuts',
      label: t('shortcuts.title'),
      caption: t('shortcuts.title'),
      icon: <KeyboardIcon />,
      popup: 'dialog',
      run: () => {
        openDialog('shortcuts');
      },
    },
    ...(context.languageInMenu ? [languageAction(openDialog)] : []),
    { name: 'help', label: t('call.help'), caption: t('call.help'), icon: <HelpIcon />, run: context.openHelp },
  ];
}

function languageAction(openDialog: ActionContext['openDialog']): RoomAction {
  return {
    name: 'language',
    label: t('app.language'),
    caption: t('app.language'),
    icon: <GlobeIcon />,
    popup: 'dialog',
    run: () => {
      openDialog('language');
    },
  };
}

function shareAction(screen: ScreenShareSnapshot): RoomAction {
  const on = screen.state === 'on';
  const starting = screen.state === 'starting';
  const label = t(starting ? 'share.starting' : on ? 'share.stop' : 'share.start');
  return {
    name: 'share',
    label,
    caption: t('share.name'),
    icon: <ScreenIcon />,
    active: on,
    busy: starting,
    run: screen.toggle,
    reason: screen.toggle || starting ? undefined : t('media.SCREEN_UNSUPPORTED'),
  };
}

function chatAction({ chat, panel, togglePanel }: ActionContext): RoomAction {
  const open = panel === 'chat';
  const label = t(open ? 'chat.close' : 'chat.open');
  return {
    name: 'chat',
    label: chat.unread > 0 ? `${label} (${plural('chat.unread', chat.unread)})` : label,
    caption: t('chat.title'),
    icon: <ChatIcon />,
    active: open,
    expanded: open,
    badge: chat.unread,
    run: () => {
      togglePanel('chat');
    },
  };
}

function switchAction(
  name: 'full-screen' | 'pip',
  { on, toggle }: Switch,
  look: Pick<RoomAction, 'label' | 'caption' | 'icon'>,
): readonly RoomAction[] {
  return toggle ? [{ name, ...look, active: on, run: toggle }] : [];
}
