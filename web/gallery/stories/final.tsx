import type { CallProps } from '../../src/hooks/use_call';
import { FinalScreen } from '../../src/screens/final_screen';
import type { Story } from '../story';

const nothing = (): void => undefined;

const ended: CallProps = {
  status: 'ended',
  media: 'interrupted',
  about: undefined,
  remotes: [],
  startedAt: 0,
  durationSeconds: 2950,
  refusal: undefined,
  problem: undefined,
  end: undefined,
  leave: undefined,
  elapsedSeconds: undefined,
  remoteFrame: nothing,
};

export const stories: readonly Story[] = [
  { id: 'final/ended', title: 'The call has ended', render: () => <FinalScreen call={ended} again={nothing} /> },
  { id: 'final/left', title: 'Left, the call goes on', render: () => <FinalScreen call={{ ...ended, status: 'left' }} again={nothing} /> },
];
