import type { Call } from '../../core/call/call';
import { useModel } from '../../hooks/use_model';
import { FinalScreen } from './final_screen';

/** The end of a call: its models as props. */
export function CallEnd({ call, sessionId, again }: { call: Call; sessionId: string; again: () => void }) {
  const snapshot = useModel(call);
  const rating = useModel(call.rating);
  return <FinalScreen call={snapshot} quality={call.quality.summary()} {...{ sessionId, rating, again }} />;
}
