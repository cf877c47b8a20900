import type { QualitySummary } from '../../src/core/quality/types';
import { FinalScreen, type FinalScreenProps } from '../../src/screens/final/final_screen';
import type { RatingSnapshot } from '../../src/core/call/rating';
import type { Story } from '../story';

const nothing = (): void => undefined;

const ended: FinalScreenProps['call'] = {
  status: 'ended',
  media: 'interrupted',
  about: undefined,
  durationSeconds: 2950,
  refusal: undefined,
};
const good: QualitySummary = { seconds: 2940, averageLevel: 4.8, mainReason: undefined, side: undefined, interruptions: 0 };
const poor: QualitySummary = { seconds: 2940, averageLevel: 2.1, mainReason: 'bandwidth-out', side: 'mine', interruptions: 3 };
const idle: RatingSnapshot = { state: 'idle', refusal: undefined, given: undefined, submit: nothing };
// What somebody wrote is data, and in no language of ours.
const given = { stars: 4, comment: 'Thank you, I have it.' } as const;
const unmeasured: QualitySummary = { ...good, seconds: 0, averageLevel: undefined };

function story(
  name: string,
  title: string,
  call: Partial<FinalScreenProps['call']>,
  props: Partial<Omit<FinalScreenProps, 'call'>> = {},
): Story {
  return {
    id: `final/${name}`,
    title,
    render: () => <FinalScreen call={{ ...ended, ...call }} quality={good} rating={idle} sessionId="000000000000000000000001" again={nothing} {...props} />,
  };
}

export const stories: readonly Story[] = [
  story('ended', 'The call has ended', {}),
  story('ended-poor', 'The call has ended, the connection was poor', {}, { quality: poor }),
  story('ended-unmeasured', 'The call has ended before anything was measured', {}, { quality: unmeasured }),
  story('left', 'Left, the call goes on', { status: 'left' }),
  story('superseded', 'Opened in another window', { status: 'superseded' }),
  story('refused-full', 'Refused: the room is full', { status: 'refused', refusal: 'ROOM_FULL' }),
  story('refused-over', 'Refused: the session is over', { status: 'refused', refusal: 'SESSION_COMPLETED' }),
  story('refused-expired', 'Refused: the link has expired', { status: 'refused', refusal: 'TOKEN_EXPIRED' }),
  story('rating-sending', 'The rating is on its way', {}, { rating: { ...idle, state: 'sending', submit: undefined } }),
  story('rating-failed', 'The rating could not be sent', {}, { rating: { ...idle, state: 'failed', refusal: 'NETWORK' } }),
  story('rating-sent', 'The rating has arrived', {}, { rating: { ...idle, state: 'sent', given } }),
  story('rating-given', 'The rating was given before', {}, { rating: { ...idle, given } }),
];
