// What this page tells the others about itself: what it sends (by the server; from page to page to those whom the server does
// not reach now), and facts that only a page can know.
import type { PeerFacts } from '../../contract/control';
import type { ParticipantState } from '../../contract/events';
import type { PageVisibility } from '../page_visibility';
import type { Signaling } from '../signaling/signaling';
import type { OwnTracks } from './own_tracks';
import type { Remote } from './remote';

export interface AnnouncerOptions {
  own: OwnTracks;
  page: PageVisibility;
  signaling: Signaling;
  joined: () => boolean;
  others: () => readonly Remote[];
}

const FACTS: readonly (keyof PeerFacts)[] = ['hidden', 'videoPaused', 'limitation', 'cameraStuck'];

export class Announcer {
  /** What the server was told last; undefined when it may know nothing. */
  private told: ParticipantState | undefined;
  private facts: PeerFacts;

  constructor(private readonly options: AnnouncerOptions) {
    this.facts = { hidden: !options.page.visible(), videoPaused: false, limitation: 'none', cameraStuck: false };
  }

  /** Announces every change from now on; returns how to stop that. */
  start(): () => void {
    const { own, page } = this.options;
    const stopState = own.onState(() => {
      this.announceState();
    });
    const stopPage = page.onChange(() => {
      this.setFacts({ hidden: !page.visible() });
    });
    return () => {
      stopState();
      stopPage();
    };
  }

  /** On a new socket the server has everything to learn. */
  joined(): void {
    this.told = undefined;
    this.announceState();
  }

  channelOpened(remote: Remote): void {
    remote.say({ type: 'facts', facts: this.facts });
    if (!remote.reachable) remote.say({ type: 'state', state: this.options.own.state });
  }

  setFacts(part: Partial<PeerFacts>): void {
    const before = this.facts;
    const facts = { ...before, ...part };
    if (FACTS.every((fact) => facts[fact] === before[fact])) return;
    this.facts = facts;
    for (const remote of this.options.others()) remote.say({ type: 'facts', facts });
  }

  private announceState(): void {
    const { own, signaling, joined, others } = this.options;
    const { state } = own;
    if (sameState(this.told, state)) return;
    if (joined() && signaling.send('participant-state', state)) this.told = state;
    for (const remote of others()) {
      if (!remote.reachable) remote.say({ type: 'state', state });
    }
  }
}

function sameState(a: ParticipantState | undefined, b: ParticipantState): boolean {
  return a?.audio === b.audio && a.video === b.video && a.screen === b.screen;
}
