import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useRef } from 'react';
import { usePlayback, useSink, type Blocked } from './media_element';
import { useBlockedPlay } from './media_view';

export interface SoundsProps {
  /** All that is to be heard, whether its picture is shown or not. */
  streams: readonly { id: string; stream: MediaStream }[];
  /** The loudspeaker; undefined: the system's own choice. */
  sinkId: string | undefined;
  /** What the button says that appears where the browser plays no sound before a press. */
  unblockLabel: string;
}

/**
 * Plays streams apart from their pictures: a voice does not stop because its picture is hidden, moved or in another
 * window, phones keep an audio element alive in the background, and a picture starts even where sound is blocked.
 */
export function Sounds({ streams, sinkId, unblockLabel }: SoundsProps) {
  const { blocked, onBlocked } = useBlockedPlay();
  return (
    <>
      {streams.map(({ id, stream }) => (
        <Sound key={id} stream={stream} sinkId={sinkId} onBlocked={onBlocked} />
      ))}
      {blocked && (
        <Box
          sx={{
            position: 'absolute',
            inset: 0,
            zIndex: 4,
            display: 'grid',
            placeItems: 'center',
            bgcolor: 'rgba(0,0,0,0.6)',
            // Not to be overlooked, but what lies below can still be pressed.
            pointerEvents: 'none',
          }}
        >
          <Button
            variant="contained"
            size="large"
            onClick={blocked}
            sx={{ fontSize: 20, px: 4, py: 2, m: 2, pointerEvents: 'auto' }}
          >
            {unblockLabel}
          </Button>
        </Box>
      )}
    </>
  );
}

function Sound({ stream, sinkId, onBlocked }: { stream: MediaStream; sinkId: string | undefined; onBlocked: Blocked }) {
  const ref = useRef<HTMLAudioElement>(null);
  useSink(ref, sinkId);
  usePlayback(ref, stream, onBlocked);
  return <audio ref={ref} data-testid="remote-sound" autoPlay />;
}
