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
  /** Every relay has answered, or was given up. */
  relaysComplete: () => void;
  /** Every server has. */
  complete: () => void;
}

/** How gathering ended. */
interface Gathered {
  tookMs: number;
  /** The browser has named a server that it could not use. */
  trouble: boolean;
}

/**
 * Gathering that ends sooner than a browser gives up a silent STUN server (7 s and more: RFC 8489 section 6.2.1) has been answered,
 * even if no `srflx` candidate came of it: a machine without NAT has none, it would equal its host candidate.
 */
const ANSWERED_BEFORE_MS = 3_000;

const isRelay = (url: string): boolean => /^turns?:/.test(url);
/** URIs of RFC 7064 and RFC 7065; with an `s` they mean TLS, which is over TCP. */
const isAskedOverUdp = (url: string): boolean =>
  url.startsWith('stun:') || (url.startsWith('turn:') && !url.includes('transport=tcp'));

export function hasRelay(config: RTCConfiguration): boolean {
  return urlsOf(config).some(isRelay);
}

/** Whether there is anybody whose answer, or silence, tells of UDP. */
export function canAskOverUdp(config: RTCConfiguration): boolean {
  return urlsOf(config).some(isAskedOverUdp);
}

/**
 * Asks all servers until each has answered, or was given up, or `signal` is aborted, telling what it finds. Rejects when the browser
 * refuses a server. Each STUN server has a connection of its own, and the relays one together: gathering ends with the last server
 * of a connection, so that one that is silent would hide that the others have answered.
 */
export async function probeIce(options: IceProbeOptions, listener: IceListener, signal: AbortSignal): Promise<void> {
  const { config } = options;
  const askStun = async (url: string): Promise<void> => {
    const iceServers = serversWith(config, (one) => one === url);
    const gathered = await gather({ ...options, config: { ...config, iceServers } }, listener, signal);
    if (gathered && !gathered.trouble && gathered.tookMs < ANSWERED_BEFORE_MS) listener.udpWorks(gathered.tookMs);
  };
  const askRelays = async (): Promise<void> => {
    const iceServers = serversWith(config, isRelay);
    if (await gather({ ...options, config: { ...config, iceServers } }, listener, signal)) listener.relaysComplete();
  };
  const stun = new Set(urlsOf(config).filter((url) => url.startsWith('stun:')));
  await Promise.all([...[...stun].map(askStun), ...(hasRelay(config) ? [askRelays()] : [])]);
  if (!signal.aborted) listener.complete();
}

/** Undefined when `signal` was aborted before it ended. */
async function gather(
  { clock, makeConnection, config }: IceProbeOptions,
  listener: Pick<IceListener, 'udpWorks' | 'relayFound'>,
  signal: AbortSignal,
): Promise<Gathered | undefined> {
  if (signal.aborted) return undefined;
  const startedAt = clock.now();
  const connection = makeConnection({ ...config, iceTransportPolicy: 'all' });
  let trouble = false;
  const ended = new Promise<Gathered | undefined>((resolve) => {
    signal.addEventListener('abort', () => {
      connection.close();
      resolve(undefined);
    });
    connection.onicecandidateerror = () => {
      trouble = true;
    };
    connection.onicecandidate = ({ candidate }) => {
      const tookMs = clock.now() - startedAt;
      if (candidate === null) {
        connection.close();
        resolve({ tookMs, trouble });
      } else tell(candidate, tookMs, listener);
    };
  });
  // Without a line there is nothing to gather for.
  connection.createDataChannel('probe');
  await connection.setLocalDescription();
  return ended;
}

function tell(
  candidate: RTCIceCandidate,
  tookMs: number,
  listener: Pick<IceListener, 'udpWorks' | 'relayFound'>,
): void {
  const { type } = candidate;
  if (type === 'srflx' && candidate.protocol === 'udp') listener.udpWorks(tookMs);
  if (type !== 'relay') return;
  const protocol = relayProtocolOf(candidate);
  // The way to the relay is UDP, too.
  if (protocol === 'udp') listener.udpWorks(tookMs);
  listener.relayFound(protocol, tookMs);
}

function urlsOf(config: RTCConfiguration): string[] {
  return (config.iceServers ?? []).flatMap(({ urls }) => urls);
}

/** Servers with their credentials, and of their addresses those that are to be kept. */
function serversWith(config: RTCConfiguration, keep: (url: string) => boolean): RTCIceServer[] {
  return (config.iceServers ?? [])
    .map((server) => ({ ...server, urls: [server.urls].flat().filter(keep) }))
    .filter(({ urls }) => urls.length > 0);
}

/** RTCIceCandidate.relayProtocol and .url (W3C WebRTC 1.0, section 4.8.1); not every browser has both. */
function relayProtocolOf(candidate: RTCIceCandidate): RelayProtocol | undefined {
  const { relayProtocol, url } = candidate as { relayProtocol?: string | null; url?: string | null };
  if (relayProtocol === 'udp' || relayProtocol === 'tcp' || relayProtocol === 'tls') return relayProtocol;
  if (!url) return undefined;
  if (url.startsWith('turns:')) return 'tls';
  return url.includes('transport=tcp') ? 'tcp' : 'udp';
}
