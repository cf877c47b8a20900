// What every element that plays a stream needs: the stream, a start that the browser may refuse, and a loudspeaker.
import { useEffect, useEffectEvent, type RefObject } from 'react';

/** The browser will not play sound before the person has pressed something; the function is to be called in that press. */
export type Blocked = (play: () => void) => void;

/** Plays `stream`, whatever it is changed to. */
export function usePlayback(
  ref: RefObject<HTMLMediaElement | null>,
  stream: MediaStream | undefined,
  onBlocked: Blocked | undefined,
): void {
  const blocked = useEffectEvent((play: () => void) => onBlocked?.(play));
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    element.srcObject = stream ?? null;
    if (!stream) return;
    const play = (): void => {
      element.play().catch((error: unknown) => {
        const name = error instanceof DOMException ? error.name : undefined;
        if (name === 'NotAllowedError') blocked(play);
        // AbortError: the stream was changed while starting, which starts again by itself.
        else if (name !== 'AbortError') console.warn('play', error);
      });
    };
    play();
  }, [ref, stream]);
}

/** `sinkId`: a device id of kind audiooutput; undefined is the system's own choice (Audio Output Devices API). */
export function useSink(ref: RefObject<HTMLMediaElement | null>, sinkId: string | undefined): void {
  useEffect(() => {
    const element = ref.current;
    // Missing in Safari and on phones, whatever the type says: there the system chooses.
    if (!element || !('setSinkId' in element)) return;
    if (sinkId === undefined && element.sinkId === '') return;
    element.setSinkId(sinkId ?? '').catch((error: unknown) => {
      // The device went away between the choice and now; the element plays on where it did. AbortError: chosen anew.
      console.warn('setSinkId', error);
    });
  }, [ref, sinkId]);
}
