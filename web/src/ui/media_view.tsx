import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { styled } from '@mui/material/styles';
import { usePlayback, type Blocked } from './media_element';

const Video = styled('video', { shouldForwardProp: (prop) => prop !== 'mirrored' && prop !== 'fit' })<{
  mirrored: boolean;
  fit: 'contain' | 'cover';
}>(({ mirrored, fit }) => ({
  display: 'block',
  width: '100%',
  height: '100%',
  objectFit: fit,
  transform: mirrored ? 'scaleX(-1)' : 'none',
}));

export interface MediaViewProps {
  stream: MediaStream | undefined;
  label: string;
  testId: string;
  /** One's own picture: mirrored, as people know themselves. */
  own?: boolean;
  fit: 'contain' | 'cover';
  /** A picture of this stream is on the screen for the first time. */
  onFirstFrame?: () => void;
  /** The element while it is there, for what only an element can do (picture in picture). */
  onElement?: ((element: HTMLVideoElement | null) => void) | undefined;
}

/** A picture, always silent: what is to be heard is played by Sounds, whatever is shown. */
export function MediaView({ stream, label, testId, own = false, fit, onFirstFrame, onElement }: MediaViewProps) {
  const ref = useRef<HTMLVideoElement>(null);
  usePlayback(ref, stream, undefined);

  const firstFrame = useEffectEvent(() => onFirstFrame?.());
  useEffect(() => {
    const video = ref.current;
    if (!video || !stream || !('requestVideoFrameCallback' in video)) return undefined;
    const handle = video.requestVideoFrameCallback(() => {
      firstFrame();
    });
    return () => {
      video.cancelVideoFrameCallback(handle);
    };
  }, [stream]);

  useEffect(() => {
    if (!onElement) return undefined;
    onElement(ref.current);
    return () => {
      onElement(null);
    };
  }, [onElement]);

  return (
    <Video
      ref={ref}
      data-testid={testId}
      aria-label={label}
      // Firefox makes every video a stop of the Tab key, even one without controls.
      tabIndex={-1}
      autoPlay
      playsInline
      muted
      mirrored={own}
      fit={fit}
    />
  );
}

/** Keeps the ways to start blocked elements, until they are used: one press starts all. */
export function useBlockedPlay(): { blocked: (() => void) | undefined; onBlocked: Blocked } {
  const [plays, setPlays] = useState<readonly (() => void)[]>([]);
  return {
    blocked:
      plays.length === 0
        ? undefined
        : () => {
            setPlays([]);
            for (const play of plays) play();
          },
    onBlocked: (next) => {
      setPlays((before) => [...before, next]);
    },
  };
}
