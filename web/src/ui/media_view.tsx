import { useEffect, useRef, useState } from 'react';
import { styled } from '@mui/material/styles';

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
  /** One's own picture: silent, and mirrored as people know themselves. */
  own?: boolean;
  fit: 'contain' | 'cover';
  /** A picture of this stream is on the screen for the first time. */
  onFirstFrame?: () => void;
  /** The browser will not play sound before the person has pressed something. */
  onBlocked?: (play: () => void) => void;
}

export function MediaView({ stream, label, testId, own = false, fit, onFirstFrame, onBlocked }: MediaViewProps) {
  const ref = useRef<HTMLVideoElement>(null);
  const callbacks = useRef({ onFirstFrame, onBlocked });
  useEffect(() => {
    callbacks.current = { onFirstFrame, onBlocked };
  });

  useEffect(() => {
    const video = ref.current;
    if (!video) return undefined;
    video.srcObject = stream ?? null;
    if (!stream) return undefined;
    let handle: number | undefined;
    if ('requestVideoFrameCallback' in video) {
      handle = video.requestVideoFrameCallback(() => callbacks.current.onFirstFrame?.());
    }
    const play = (): void => {
      video.play().catch((error: unknown) => {
        // AbortError: the stream was changed while starting, which starts again by itself.
        if (error instanceof DOMException && error.name === 'NotAllowedError') callbacks.current.onBlocked?.(play);
      });
    };
    play();
    return () => {
      if (handle !== undefined) video.cancelVideoFrameCallback(handle);
    };
  }, [stream]);

  return (
    <Video ref={ref} data-testid={testId} aria-label={label} autoPlay playsInline muted={own} mirrored={own} fit={fit} />
  );
}

/** Keeps the way to start a blocked element, until it is used. */
export function useBlockedPlay(): { blocked: (() => void) | undefined; onBlocked: (play: () => void) => void } {
  const [play, setPlay] = useState<(() => void) | undefined>(undefined);
  return {
    blocked:
      play &&
      (() => {
        setPlay(undefined);
        play();
      }),
    onBlocked: (next) => {
      setPlay(() => next);
    },
  };
}
