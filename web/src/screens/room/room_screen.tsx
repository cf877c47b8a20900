import Box from '@mui/material/Box';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useContext, useState } from 'react';
import type { RoomProps } from '../../hooks/room_props';
import { useFullScreen } from '../../hooks/use_full_screen';
import { usePictureInPicture } from '../../hooks/use_picture_in_picture';
import { useHoldSpace, useShortcuts } from '../../hooks/use_shortcuts';
import { isCorner } from '../../ui/corners';
import { PageTools } from '../../ui/page';
import { helpAddress } from '../errors/video_call_error_display';
import { ChatAnnouncer } from './chat/chat_announcer';
import { ChatPanel } from './chat/chat_panel';
import { BESIDE, Controls } from './controls/controls';
import { DevicesDialog } from './controls/devices_dialog';
import { HangUpDialog } from './controls/hang_up_dialog';
import { LanguageDialog } from './controls/language_dialog';
import { roomActions } from './controls/room_actions';
import { ShortcutsDialog } from './controls/shortcuts_dialog';
import { Notices } from './notices/notices';
import { OwnPicture } from './own_picture';
import { PeoplePanel } from './people_panel';
import { QualityPanel } from './quality/quality_panel';
import { LANGUAGE_IN_HEADER, RoomHeader } from './room_header';
import { Stage } from './stage';

export type Panel = 'chat' | 'quality' | 'people';
export type RoomDialog = 'devices' | 'shortcuts' | 'language' | 'hang-up';

export interface RoomScreenProps extends RoomProps {
  /** What is open at first. */
  opened?: { panel?: Panel; dialog?: RoomDialog };
}

export function RoomScreen({ opened = {}, ...room }: RoomScreenProps) {
  const { call, media, voice, screen, quality, chat, settings } = room;
  const [panel, setPanel] = useState<Panel | undefined>(opened.panel);
  const [dialog, setDialog] = useState<RoomDialog | undefined>(opened.dialog);
  const [mainVideo, setMainVideo] = useState<HTMLVideoElement | null>(null);
  const fullScreen = useFullScreen();
  const pictureInPicture = usePictureInPicture(mainVideo);
  const languages = useContext(PageTools);
  const languageInHeader = useMediaQuery(LANGUAGE_IN_HEADER, { noSsr: true });
  const corner = isCorner(settings.ownPictureCorner) ? settings.ownPictureCorner : 'bottom-right';
  const asksHowToHangUp = mayEnd(call);

  const togglePanel = (which: Panel): void => {
    setPanel(panel === which ? undefined : which);
  };
  const askHowToHangUp = (): void => {
    setDialog('hang-up');
  };

  useShortcuts(
    {
      m: media.audio.toggle,
      v: media.video.toggle,
      s: screen.toggle,
      c: () => {
        togglePanel('chat');
      },
      f: fullScreen.toggle,
      p: pictureInPicture.toggle,
      l: call.leave && askHowToHangUp,
      '?': () => {
        setDialog('shortcuts');
      },
    },
    settings.shortcuts,
  );
  useHoldSpace(media.holdMic, settings.shortcuts);

  return (
    <Box component="main" sx={FRAME}>
      <Box sx={{ flex: 1, minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
        <RoomHeader
          call={call}
          quality={quality}
          qualityOpen={panel === 'quality'}
          toggleQuality={() => {
            togglePanel('quality');
          }}
        />
        <Box sx={{ flex: 1, minHeight: 0, display: 'flex' }}>
          <Stage
            call={call}
            quality={quality}
            sinkId={media.speaker.chosen}
            labelSide={corner === 'bottom-left' ? 'right' : 'left'}
            onMainVideo={setMainVideo}
          >
            <OwnPicture preview={media.preview} kept={keptBack(quality)} corner={corner} settings={settings} />
            <Notices call={call} media={media} voice={voice} screen={screen} quality={quality} openHelp={openHelp} />
          </Stage>
          <OpenPanel {...room} panel={panel} close={() => { setPanel(undefined); }} />
        </Box>
      </Box>
      <Controls
        media={media}
        actions={roomActions({
          screen,
          chat,
          fullScreen,
          pictureInPicture,
          panel,
          togglePanel,
          openDialog: setDialog,
          languageInMenu: languages !== null && !languageInHeader,
          openHelp,
        })}
        hangUp={{ asks: asksHowToHangUp, press: asksHowToHangUp ? askHowToHangUp : call.leave }}
      />
      <ChatAnnouncer messages={chat.messages} open={panel === 'chat'} />
      <OpenDialog {...room} dialog={dialog} close={() => { setDialog(undefined); }} />
    </Box>
  );
}

// Dark in any case: a bright frame around a face blinds. Clear of a phone's notch and of its home bar.
const FRAME = {
  position: 'fixed',
  inset: 0,
  display: 'flex',
  flexDirection: 'column',
  bgcolor: '#14191a',
  color: '#fff',
  pt: 'env(safe-area-inset-top)',
  pr: 'env(safe-area-inset-right)',
  pb: 'env(safe-area-inset-bottom)',
  pl: 'env(safe-area-inset-left)',
  [`@media ${BESIDE}`]: { flexDirection: 'row' },
} as const;

function keptBack({ videoPaused, cameraStuck }: RoomProps['quality']): 'paused' | 'unsent' | undefined {
  if (videoPaused) return 'paused';
  return cameraStuck ? 'unsent' : undefined;
}

/** The client only ever leaves. Before the call has begun there is nothing to end either. */
function mayEnd({ self, startedAt }: RoomProps['call']): boolean {
  return self !== undefined && self.userRole !== 'client' && startedAt !== undefined;
}

/** In a tab of its own: here it would end the call. */
function openHelp(problem?: string): void {
  window.open(problem === undefined ? '/help' : helpAddress(problem), '_blank', 'noopener');
}

function OpenPanel({ panel, close, ...room }: RoomProps & { panel: Panel | undefined; close: () => void }) {
  const [draft, setDraft] = useState('');
  const { call, media, screen, quality, chat } = room;
  switch (panel) {
    case undefined:
      return null;
    case 'chat':
      return <ChatPanel chat={chat} draft={draft} write={setDraft} close={close} />;
    case 'quality':
      return <QualityPanel quality={quality} close={close} />;
    case 'people':
      return <PeoplePanel call={call} media={media} screen={screen} quality={quality} close={close} />;
  }
}

function OpenDialog({ dialog, close, ...room }: RoomProps & { dialog: RoomDialog | undefined; close: () => void }) {
  const languages = useContext(PageTools);
  const { call, media, voice, settings } = room;
  switch (dialog) {
    case undefined:
      return null;
    case 'devices':
      return <DevicesDialog media={media} voice={voice} close={close} />;
    case 'shortcuts':
      return <ShortcutsDialog enabled={settings.shortcuts} enable={settings.switchShortcuts} close={close} />;
    case 'language':
      return <LanguageDialog menu={languages} close={close} />;
    case 'hang-up':
      return <HangUpDialog leave={call.leave} end={mayEnd(call) ? call.end : 'not-mine'} close={close} />;
  }
}
