// A link's messages in the two forms in which they travel: as events that the server relays, and as signals from page to page.
import type { ControlSignal } from '../../contract/control';
import type { RelayEvent, RelayPayloads } from '../../contract/events';
import type { LinkMessage } from '../peer/peer_link';

/** Sends to a socket by the server; false when our signaling is down. */
export type Relay = <E extends RelayEvent>(event: E, payload: RelayPayloads[E] & { to: string }) => boolean;

export function addressed(message: LinkMessage, ids: { pc: string; forPc?: string }): ControlSignal {
  if (message.event === 'ice-candidate') return { ...message, ...ids };
  const { n, ...rest } = message;
  return n === undefined ? { ...rest, ...ids } : { ...rest, ...ids, n };
}

/** A switch, since every event has a payload of its own. */
export function relaySignal(relay: Relay, signal: ControlSignal, to: string): boolean {
  switch (signal.event) {
    case 'offer': {
      const { event, ...payload } = signal;
      return relay(event, { ...payload, to });
    }
    case 'answer': {
      const { event, ...payload } = signal;
      return relay(event, { ...payload, to });
    }
    case 'ice-candidate': {
      const { event, ...payload } = signal;
      return relay(event, { ...payload, to });
    }
  }
}
