import Avatar from '@mui/material/Avatar';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { MediaView } from './media_view';

export interface RemoteTileProps {
  name: string;
  stream: MediaStream | undefined;
  audio: boolean;
  video: boolean;
  /** How the picture is shown: as it comes; dimmed, because it is an old one; or not at all, for it is off or paused. */
  picture: 'clear' | 'dimmed' | 'none';
  labels: { picture: string; state: string };
  /** What is wrong with what is seen and heard of them, if anything is. */
  message: string | undefined;
  /** Beside something larger: without the large initial. */
  small?: boolean;
  /** Where the label stands; the other side may be covered by something that can be moved. */
  labelSide?: 'left' | 'right';
  onFirstFrame: () => void;
  onElement?: ((element: HTMLVideoElement | null) => void) | undefined;
}

const OPACITY = { clear: 1, dimmed: 0.35, none: 0 } as const;

/** The other person: their picture, or their initial when there is none. */
export function RemoteTile(props: RemoteTileProps) {
  const { name, stream, audio, video, picture, labels, message, small = false, labelSide = 'left' } = props;
  const states = { 'data-audio': audio ? 'on' : 'off', 'data-video': video ? 'on' : 'off' };
  return (
    <Box
      data-testid="remote-tile"
      {...states}
      sx={{ position: 'relative', overflow: 'hidden', minWidth: 0, minHeight: 0, bgcolor: '#0b0f10', borderRadius: 2 }}
    >
      <Box
        sx={{
          position: 'absolute',
          inset: 0,
          opacity: OPACITY[picture],
          transition: 'opacity 200ms',
          '@media (prefers-reduced-motion: reduce)': { transition: 'none' },
        }}
      >
        <MediaView
          stream={stream}
          label={labels.picture}
          testId="remote-video"
          fit="contain"
          onFirstFrame={props.onFirstFrame}
          onElement={props.onElement}
        />
      </Box>
      {picture === 'none' && <Initial name={name} small={small} />}
      <TileMessage>{message}</TileMessage>
      <Box
        data-testid="remote-state"
        {...states}
        sx={{
          position: 'absolute',
          [labelSide]: 8,
          bottom: 8,
          // Beside a small picture that may be in the other corner (CornerBox).
          maxWidth: small ? 'calc(100% - 16px)' : 'calc(100% - clamp(104px, 22%, 220px) - 40px)',
          px: 1.25,
          py: 0.5,
          borderRadius: 1.5,
          fontSize: small ? 12 : 14,
          color: '#fff',
          bgcolor: 'rgba(0,0,0,0.7)',
          overflowWrap: 'anywhere',
        }}
      >
        {labels.state}
      </Box>
    </Box>
  );
}

function Initial({ name, small }: { name: string; small: boolean }) {
  const size = small ? 48 : 112;
  return (
    <Box sx={{ position: 'absolute', inset: 0, display: 'grid', placeItems: 'center' }}>
      <Avatar aria-hidden sx={{ width: size, height: size, fontSize: size * 0.42, bgcolor: '#1b6b72', color: '#fff' }}>
        {name.trim().charAt(0).toUpperCase()}
      </Avatar>
    </Box>
  );
}

/** A live region, there before its text: one that comes together with it is not always announced. */
function TileMessage({ children }: { children: ReactNode }) {
  return (
    <Box
      aria-live="polite"
      data-testid="remote-message"
      sx={{
        position: 'absolute',
        left: 0,
        right: 0,
        top: '64%',
        px: 2,
        // Where the picture is low, its lower corner belongs to one's own.
        '@media (max-height: 480px)': { top: '16%' },
        textAlign: 'center',
        color: '#fff',
        '& > span': { display: 'inline-block', px: 1.5, py: 0.75, borderRadius: 1.5, bgcolor: 'rgba(0,0,0,0.7)' },
      }}
    >
      {children !== undefined && <span>{children}</span>}
    </Box>
  );
}
