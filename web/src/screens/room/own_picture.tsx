import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useState, type ReactNode } from 'react';
import type { RoomSettings } from '../../hooks/use_room_settings';
import { t } from '../../i18n';
import { CornerBox } from '../../ui/corner_box';
import type { Corner } from '../../ui/corners';
import { CameraIcon } from '../../ui/icons';
import { MediaView } from '../../ui/media_view';
import { VisuallyHidden } from '../../ui/visually_hidden';

export interface OwnPictureProps {
  preview: MediaStream | undefined;
  /** Why the other does not see it although the camera is on: the network has paused it, or it cannot be sent. */
  kept: 'paused' | 'unsent' | undefined;
  corner: Corner;
  settings: Pick<RoomSettings, 'ownPictureShown' | 'placeOwnPicture' | 'showOwnPicture'>;
}

/** Oneself, small, where one wants it, or not at all: to see oneself all the time tires. */
export function OwnPicture({ preview, kept, corner, settings }: OwnPictureProps) {
  // Showing and hiding removes the button that was pressed: the one in its place takes the focus, but not at first.
  const [pressed, setPressed] = useState(false);
  const [movedTo, setMovedTo] = useState<Corner | undefined>(undefined);
  const show = (shown: boolean): void => {
    setPressed(true);
    settings.showOwnPicture(shown);
  };
  if (!settings.ownPictureShown) {
    return (
      <ShowButton
        corner={corner}
        focus={pressed}
        press={() => {
          show(true);
        }}
      />
    );
  }
  return (
    <>
      <CornerBox
        corner={corner}
        focusHide={pressed}
        onMove={(next) => {
          setMovedTo(next);
          settings.placeOwnPicture(next);
        }}
        onHide={() => {
          show(false);
        }}
        labels={{ move: t('self.move', { corner: t(`corner.${corner}`) }), hide: t('self.hide') }}
      >
        {preview ? (
          <MediaView stream={preview} label={t('call.self')} testId="local-video" own fit="cover" />
        ) : (
          <Note>{t('call.selfOff')}</Note>
        )}
        {preview && kept && (
          <Note>
            <Box component="span" sx={{ px: 1, py: 0.5, borderRadius: 1, bgcolor: 'rgba(0,0,0,0.75)' }}>
              {t(kept === 'paused' ? 'call.selfPaused' : 'call.selfUnsent')}
            </Box>
          </Note>
        )}
      </CornerBox>
      <VisuallyHidden role="status">
        {movedTo && t('self.movedTo', { corner: t(`corner.${movedTo}`) })}
      </VisuallyHidden>
    </>
  );
}

function Note({ children }: { children: ReactNode }) {
  return (
    <Box sx={{ position: 'absolute', inset: 0, pt: 3, display: 'grid', placeItems: 'center', fontSize: 13, textAlign: 'center' }}>
      {children}
    </Box>
  );
}

function ShowButton({ corner, focus, press }: { corner: Corner; focus: boolean; press: () => void }) {
  const [vertical = '', horizontal = ''] = corner.split('-');
  return (
    <IconButton
      aria-label={t('self.show')}
      title={t('self.show')}
      data-testid="own-picture-show"
      autoFocus={focus}
      onClick={press}
      sx={{
        position: 'absolute',
        zIndex: 2,
        [vertical]: 8,
        [horizontal]: 16,
        width: 44,
        height: 44,
        color: '#fff',
        bgcolor: 'rgba(0,0,0,0.7)',
        '&:hover': { bgcolor: 'rgba(0,0,0,0.9)' },
        '&:focus-visible': { outline: '2px solid #fff' },
      }}
    >
      <CameraIcon fontSize="small" />
    </IconButton>
  );
}
