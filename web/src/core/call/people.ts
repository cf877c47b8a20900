// The others in the room, each by user id: who they are, where their socket is, and when they count as gone. What their
// sockets do does not touch the peer connection; only departure does.
import type { Participant, ServerPayloads } from '../../contract/events';
import { readCandidate, readDescription } from '../../contract/guards';
import type { Cancel } from '../clock';
import type { ServerMessage } from '../signaling/signaling';
import { Remote, type RemoteOptions } from './remote';

/** The server forgets a lost participant after 30 s; one that a restarted server never heard of is given a little longer. */
export const ABSENT_GRACE_MS = 40_000;

export interface PeopleOptions extends Omit<RemoteOptions, 'userId' | 'userName' | 'userRole' | 'polite'> {
  /** Somebody is not part of the call any more. */
  left: (userId: string) => void;
}

export type AboutSomebody = Extract<
  ServerMessage,
  {
    event:
      | 'user-reconnecting'
      | 'user-reconnected'
      | 'user-left'
      | 'offer'
      | 'answer'
      | 'ice-candidate'
      | 'participant-state';
  }
>;

export class People {
  private readonly remotes = new Map<string, Remote>();
  private readonly absentTimers = new Map<string, Cancel>();

  constructor(private readonly options: PeopleOptions) {}

  all(): Remote[] {
    return [...this.remotes.values()];
  }

  get(userId: string): Remote | undefined {
    return this.remotes.get(userId);
  }

  private at(socketId: string): Remote | undefined {
    return this.all().find((remote) => remote.isAt(socketId));
  }

  /** Somebody the server says is in the room, new or known. `selfId` decides who is polite. */
  meet(participant: Participant, selfId: string | undefined): Remote {
    let remote = this.remotes.get(participant.userId);
    if (!remote) {
      const polite = (selfId ?? '') > participant.userId;
      const { userId, userName, userRole } = participant;
      remote = new Remote({ ...this.options, userId, userName, userRole, polite });
      this.remotes.set(participant.userId, remote);
    }
    this.stopMissing(participant.userId);
    remote.userName = participant.userName;
    remote.userRole = participant.userRole;
    // What the server remembers of one who is away is older than what they may have said from page to page.
    const away = participant.connected === false;
    if (participant.state && !(away && remote.channelState === 'open')) remote.state = participant.state;
    remote.moveTo(away ? undefined : participant.socketId);
    return remote;
  }

  /** The whole room as the server sees it now: newcomers are met, whoever it does not name is missing. */
  meetAll(others: readonly Participant[], selfId: string | undefined): void {
    const known = [...this.remotes.keys()];
    for (const participant of others) this.meet(participant, selfId);
    for (const userId of known) {
      if (!others.some((participant) => participant.userId === userId)) this.missing(userId);
    }
  }

  /** What the server says of somebody, or brings from them. */
  receive(message: AboutSomebody): void {
    switch (message.event) {
      case 'user-reconnecting':
        this.lost(message.payload);
        break;
      case 'user-reconnected':
        this.returned(message.payload);
        break;
      case 'user-left':
        this.departed(message.payload);
        break;
      case 'offer':
      case 'answer': {
        const relayed = readDescription(message.event, message.payload);
        if (relayed) this.at(relayed.from)?.receiveDescription(relayed);
        break;
      }
      case 'ice-candidate': {
        const relayed = readCandidate(message.payload);
        if (relayed) this.at(relayed.from)?.receiveCandidate(relayed);
        break;
      }
      case 'participant-state': {
        const { from, audio, video, screen } = message.payload;
        const remote = this.at(from);
        if (remote) remote.state = { audio, video, screen };
        break;
      }
    }
  }

  // Their media may flow on: only what we know of their socket changes.
  private lost({ userId, socketId }: ServerPayloads['user-reconnecting']): void {
    const remote = this.remotes.get(userId);
    if (remote?.isAt(socketId)) remote.moveTo(undefined);
  }

  private returned({ userId, socketId }: ServerPayloads['user-reconnected']): void {
    const remote = this.remotes.get(userId);
    if (!remote) return;
    this.stopMissing(userId);
    remote.moveTo(socketId);
    remote.resume();
  }

  private departed({ userId, socketId }: ServerPayloads['user-left']): void {
    const remote = this.remotes.get(userId);
    // The end of a socket that the person has replaced is no departure.
    if (!remote || (remote.presence === 'present' && !remote.isAt(socketId))) return;
    this.remove(userId);
  }

  removeAll(): void {
    for (const userId of [...this.remotes.keys()]) this.remove(userId);
  }

  private remove(userId: string): void {
    this.stopMissing(userId);
    this.remotes.get(userId)?.close();
    if (this.remotes.delete(userId)) this.options.left(userId);
  }

  // A restarted server may hear of us before it hears of the other: their media flows on, so they are not gone.
  private missing(userId: string): void {
    const remote = this.remotes.get(userId);
    if (!remote) return;
    remote.moveTo(undefined);
    this.stopMissing(userId);
    const check = (): void => {
      if (remote.connectionState === 'connected') {
        this.absentTimers.set(userId, this.options.clock.after(ABSENT_GRACE_MS, check));
      } else {
        this.remove(userId);
        this.options.changed();
      }
    };
    this.absentTimers.set(userId, this.options.clock.after(ABSENT_GRACE_MS, check));
  }

  private stopMissing(userId: string): void {
    this.absentTimers.get(userId)?.();
    this.absentTimers.delete(userId);
  }
}
