// What gathering finds with the STUN and TURN servers of the call: does UDP get an answer, is there a relay, and over what?
import type { Clock } from '../clock';
import type { RelayProtocol } from './types';

export interface IceProbeOptions {
  clock: Clock;
  makeConnection: (config: RTCConfiguration) => RTCPeerConnection;
  config: RTCConfiguration;
}

/** A candidate of a kind that says something about the network; it may come more than once. */
export interface IceListener {
  /** An answer to a packet over UDP has come back. */
  udpWorks: (tookMs: number) => void;
  relayFound: (protocol: RelayProtocol | undefined, tookMs: number) => void;
  /** Every server has answered, or was given up. */
  complete: () => void;
}

/**
 * Gathering that ends sooner than a browser gives up a silent STUN server (7 s and more: RFC 8489 section 6.2.1) has been answered,
 * even if no `srflx` candidate came of it: a machine without NAT has none, it would equal its host candidate.
 */
const ANSWERED_BEFORE_MS = 3_000;

export function hasServer(config: RTCConfiguration, scheme: 'stun' | 'turn'): boolean {
  return (config.iceServers ?? []).some(({ urls }) =>
    [urls].flat().some((url) => url.startsWith(`${scheme}:`) || url.startsWith(`${scheme}s:`)),
  );
}

/** Gathers until it is complete or `signal` is aborted, telling what it finds. Rejects when the browser refuses the servers. */
export async function probeIce(options: IceProbeOptions, listener: IceListener, signal: AbortSignal): Promise<void> {
  const { clock } = options;
  const startedAt = clock.now();
  const connection = options.makeConnection({ ...options.config, iceTransportPolicy: 'all' });
  signal.addEventListener('abort', () => {
    connection.close();
  });
  let trouble = false;
  connection.onicecandidateerror = () => {
    trouble = true;
  };
  connection.onicecandidate = ({ candidate }) => {
    const tookMs = clock.now() - startedAt;
    if (candidate === null) {
      if (!trouble && tookMs < ANSWERED_BEFORE_MS && hasServer(options.config, 'stun')) listener.udpWorks(tookMs);
      listener.complete();
      connection.close();
      return;
    }
    const { type } = candidate;
    if (type === 'srflx' && candidate.protocol === 'udp') listener.udpWorks(tookMs);
    if (type !== 'relay') return;
    const protocol = relayProtocolOf(candidate);
    // The way to the relay is UDP, too.
    if (protocol === 'udp') listener.udpWorks(tookMs);
    listener.relayFound(protocol, tookMs);
  };
  // Without a line there is nothing to gather for.
  connection.createDataChannel('probe');
  await connection.setLocalDescription();
}

/** RTCIceCandidate.relayProtocol and .url (W3C WebRTC 1.0, section 4.8.1); not every browser has both. */
function relayProtocolOf(candidate: RTCIceCandidate): RelayProtocol | undefined {
  const { relayProtocol, url } = candidate as { relayProtocol?: string | null; url?: string | null };
  if (relayProtocol === 'udp' || relayProtocol === 'tcp' || relayProtocol === 'tls') return relayProtocol;
  if (!url) return undefined;
  if (url.startsWith('turns:')) return 'tls';
  return url.includes('transport=tcp') ? 'tcp' : 'udp';
}
