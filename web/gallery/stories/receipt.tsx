import type { Receipt } from '../../src/contract/rest';
import { ReceiptScreen, type ReceiptScreenProps } from '../../src/screens/receipt/receipt_screen';
import type { Story } from '../story';

const nothing = (): void => undefined;
const CLIENT = '000000000000000000000001';
const PSYCHOLOGIST = '000000000000000000000002';

const at = (time: string): string => `2026-11-23T${time}.000Z`;

const receipt: Receipt = {
  type: 'callroom-receipt/1',
  sessionId: '000000000000000000000003',
  sessionType: 'Individual',
  sessionDate: at('09:30:00'),
  callStarted: at('09:31:12'),
  callEnded: at('10:20:41'),
  durationSeconds: 2969,
  participants: [
    {
      userId: CLIENT,
      role: 'client',
      present: [
        { from: at('09:28:02'), until: at('09:50:10') },
        { from: at('09:52:30'), until: at('10:20:41') },
      ],
      presentSeconds: 3019,
      reconnections: 2,
      interruptions: 1,
    },
    {
      userId: PSYCHOLOGIST,
      role: 'psychologist',
      present: [{ from: at('09:31:12'), until: at('10:20:41') }],
      presentSeconds: 2969,
      reconnections: 0,
      interruptions: 1,
    },
  ],
  bothPresent: [
    { from: at('09:31:12'), until: at('09:50:10') },
    { from: at('09:52:30'), until: at('10:20:41') },
  ],
  bothPresentSeconds: 2829,
  interruptedForBoth: [{ from: at('09:40:00'), until: at('09:40:10') }],
  final: true,
  signature: { alg: 'EdDSA', kid: '1234567890', value: '' },
};
const [client, psychologist] = receipt.participants;

function story(name: string, title: string, props: Partial<ReceiptScreenProps>): Story {
  const given = { receipt, file: '{}', refusal: undefined, load: nothing, print: nothing, ...props };
  return { id: `receipt/${name}`, title, render: () => <ReceiptScreen {...given} /> };
}

export const stories: readonly Story[] = [
  story('final', 'A receipt', {}),
  story('not-final', 'A receipt right after the call', { receipt: { ...receipt, final: false } }),
  story('nobody-came', 'The receipt of a call to which one never came', {
    receipt: {
      ...receipt,
      participants: [client, psychologist && { ...psychologist, present: [], presentSeconds: 0 }].filter(
        (person) => person !== undefined,
      ),
      bothPresent: [],
      bothPresentSeconds: 0,
      interruptedForBoth: [],
    },
  }),
  story('loading', 'A receipt is fetched', { receipt: undefined, file: undefined, load: undefined }),
  story('refused', 'There is no receipt: the call has not ended', {
    receipt: undefined,
    file: undefined,
    refusal: 'CALL_NOT_ENDED',
  }),
];
