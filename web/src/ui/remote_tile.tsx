import Avatar from '@mui/material/Avatar';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { MediaView, useBlockedPlay } from './media_view';

export interface RemoteTileProps {
  name: string;
  stream: MediaStream | undefined;
  audio: boolean;
  video: boolean;
  /** Voices and pictures go through now; otherwise the last picture is shown dimmed. */
  connected: boolean;
  labels: { picture: string; state: string; unblock: string };
  onFirstFrame: () => void;
}

/** The other person: their picture, or their initial when their camera is off. */
export function RemoteTile({ name, stream, audio, video, connected, labels, onFirstFrame }: RemoteTileProps) {
  const { blocked, onBlocked } = useBlockedPlay();
  return (
    <Box
      data-testid="remote-tile"
      data-audio={audio ? 'on' : 'off'}
      data-video={video ? 'on' : 'off'}
      sx={{ position: 'relative', overflow: 'hidden', minWidth: 0, minHeight: 0, bgcolor: '#0b0f10', borderRadius: 2 }}
    >
      <Box
        sx={{
          position: 'absolute',
          inset: 0,
          opacity: video ? (connected ? 1 : 0.35) : 0,
          transition: 'opacity 200ms',
        }}
      >
        <MediaView
          stream={stream}
          label={labels.picture}
          testId="remote-video"
          fit="contain"
          onFirstFrame={onFirstFrame}
          onBlocked={onBlocked}
        />
      </Box>
      {!video && (
        <Box sx={{ position: 'absolute', inset: 0, display: 'grid', placeItems: 'center' }}>
          <Avatar aria-hidden sx={{ width: 112, height: 112, fontSize: 48, bgcolor: '#1b6b72', color: '#fff' }}>
            {name.trim().charAt(0).toUpperCase()}
          </Avatar>
        </Box>
      )}
      {blocked && (
        <Box sx={{ position: 'absolute', inset: 0, display: 'grid', placeItems: 'center' }}>
          <Button variant="contained" onClick={blocked}>
            {labels.unblock}
          </Button>
        </Box>
      )}
      <Box
        data-testid="remote-state"
        data-audio={audio ? 'on' : 'off'}
        data-video={video ? 'on' : 'off'}
        sx={{
          position: 'absolute',
          left: 12,
          bottom: 12,
          maxWidth: 'calc(100% - 24px)',
          px: 1.25,
          py: 0.5,
          borderRadius: 1.5,
          fontSize: 14,
          color: '#fff',
          bgcolor: 'rgba(0,0,0,0.6)',
        }}
      >
        {labels.state}
      </Box>
    </Box>
  );
}
