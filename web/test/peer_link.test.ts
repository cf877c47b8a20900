import { describe, expect, it } from 'vitest';
import type { LineName } from '../src/core/peer/lines';
import { PeerLink, type LinkMessage } from '../src/core/peer/peer_link';
import { FakeConnection, FakeStream, FakeTrack } from './fakes/fake_connection';
import { settle } from './fakes/manual_clock';

interface Side {
  link: PeerLink;
  connection: FakeConnection;
  said: LinkMessage[];
  hold: LinkMessage[] | undefined;
}

/** What is sent from the start: nobody shares a screen yet. */
const OWN: Partial<Record<LineName, string>> = { mic: 'audio', camera: 'video' };

const stream = (): MediaStream => new FakeStream() as unknown as MediaStream;
const quiet = { changed: () => {}, opened: () => {}, heard: () => {}, channelEnded: () => {} };

function makeSide(name: string): Side {
  const connection = new FakeConnection();
  const link = new PeerLink({
    id: name,
    connection: connection as unknown as RTCPeerConnection,
    tracks: (line) => (line in OWN ? new FakeTrack(OWN[line]!) : null) as unknown as MediaStreamTrack | null,
    outgoing: stream(),
    outgoingScreen: stream(),
    incoming: stream(),
    incomingScreen: stream(),
  });
  return { link, connection, said: [], hold: undefined };
}

function described(type: 'offer' | 'answer', { sdp }: RTCSessionDescriptionInit, n?: number) {
  const description = { type, sdp: sdp! };
  return n === undefined ? { description } : { description, n };
}

function hear(link: PeerLink, message: LinkMessage): void {
  if (message.event === 'offer') link.receiveDescription(described('offer', message.offer, message.n));
  else if (message.event === 'answer') link.receiveDescription(described('answer', message.answer, message.n));
  else link.receiveCandidate(message.candidate);
}

/** Each side's messages reach the other one turn later, or when `deliver` is called while it is held. */
function bind(from: Side, to: Side, polite: boolean): void {
  from.link.bind({
    polite,
    ...quiet,
    send: (message) => {
      from.said.push(message);
      if (from.hold) from.hold.push(message);
      else void Promise.resolve().then(() => { hear(to.link, message); });
      return true;
    },
  });
}

function deliver(from: Side, to: Side): void {
  for (const message of from.hold?.splice(0) ?? []) hear(to.link, message);
  from.hold = undefined;
}

function pair(): { polite: Side; impolite: Side } {
  const polite = makeSide('polite');
  const impolite = makeSide('impolite');
  bind(polite, impolite, true);
  bind(impolite, polite, false);
  return { polite, impolite };
}

describe('perfect negotiation', () => {
  it.each(['polite', 'impolite'] as const)('settles when the %s side offers', async (first) => {
    const sides = pair();
    sides[first].link.startOffer();
    await settle();
    for (const { connection } of Object.values(sides)) {
      expect(connection.signalingState).toBe('stable');
      expect(connection.lines).toBe(2);
      expect(connection.sent('mic')?.kind).toBe('audio');
      expect(connection.sent('camera')?.kind).toBe('video');
    }
  });

  it('never gives way with a first offer: what would be left of it belongs to nothing', async () => {
    const { polite, impolite } = pair();
    polite.hold = [];
    polite.link.startOffer();
    impolite.link.startOffer();
    expect([polite.link.onlyOffered, impolite.link.onlyOffered]).toEqual([true, true]);
    await settle();
    expect(polite.connection.signalingState).toBe('have-local-offer');
    expect(polite.said.filter(({ event }) => event === 'answer')).toHaveLength(0);
    expect(polite.link.onlyOffered).toBe(true);
  });

  it('settles a collision of ICE restarts on a running connection', async () => {
    const { polite, impolite } = pair();
    impolite.link.startOffer();
    await settle();
    polite.hold = [];
    impolite.hold = [];
    polite.link.restart();
    impolite.link.restart();
    await settle();
    deliver(impolite, polite);
    deliver(polite, impolite);
    await settle();
    expect([polite.connection.signalingState, impolite.connection.signalingState]).toEqual(['stable', 'stable']);
    expect([polite.connection.lines, impolite.connection.lines]).toEqual([2, 2]);
  });

  it('settles a collision of an ICE restart and the lines for shared screens', async () => {
    const { polite, impolite } = pair();
    polite.link.startOffer();
    await settle();
    polite.hold = [];
    impolite.hold = [];
    polite.link.addSharedLines();
    impolite.link.restart();
    await settle();
    deliver(polite, impolite);
    deliver(impolite, polite);
    await settle();
    for (const { connection } of [polite, impolite]) {
      expect(connection.signalingState).toBe('stable');
      expect(connection.lines).toBe(4);
    }
    for (const name of ['mic', 'camera', 'screen', 'screenAudio'] as const) {
      expect(impolite.connection.line(name)?.mid, name).toBe(polite.connection.line(name)?.mid);
    }
  });

  it('drops the candidates of an offer that it ignored, and takes those that follow', async () => {
    const { polite, impolite } = pair();
    impolite.link.startOffer();
    await settle();
    polite.hold = [];
    impolite.hold = [];
    polite.link.restart();
    impolite.link.restart();
    await settle();
    polite.connection.findCandidate('candidate:of the ignored offer');
    deliver(polite, impolite);
    await settle();
    expect(impolite.connection.accepted).toEqual([]);
    impolite.connection.findCandidate('candidate:good');
    deliver(impolite, polite);
    await settle();
    expect(polite.connection.accepted.map(({ candidate }) => candidate)).toEqual(['candidate:good']);
  });

  it('takes a repeated offer for what it is', async () => {
    const { polite, impolite } = pair();
    polite.link.startOffer();
    await settle();
    const offer = polite.said.find(({ event }) => event === 'offer')!;
    hear(impolite.link, offer);
    await settle();
    expect([polite.connection.signalingState, impolite.connection.signalingState]).toEqual(['stable', 'stable']);
    expect(impolite.connection.lines).toBe(2);
  });

  it('ignores an offer that was overtaken on another way, and an answer to another offer', async () => {
    const { polite, impolite } = pair();
    polite.link.startOffer();
    await settle();
    polite.link.restart();
    await settle();
    const [first, second] = polite.said.filter(({ event }) => event === 'offer');
    expect([first, second]).toMatchObject([{ n: 1 }, { n: 2 }]);
    const answers = impolite.said.filter(({ event }) => event === 'answer');
    expect(answers).toMatchObject([{ n: 1 }, { n: 2 }]);
    hear(impolite.link, first!);
    await settle();
    expect(impolite.said.filter(({ event }) => event === 'answer')).toHaveLength(2);
    expect(impolite.connection.remoteDescription).toEqual(second?.event === 'offer' && second.offer);

    polite.hold = [];
    polite.link.restart();
    await settle();
    hear(polite.link, answers[0]!);
    await settle();
    expect(polite.connection.signalingState).toBe('have-local-offer');
  });

  it('is not upset by an answer to nothing', async () => {
    const { polite } = pair();
    polite.link.receiveDescription(described('answer', { sdp: '{"lines":[],"ufrag":"x"}' } as RTCSessionDescriptionInit));
    await settle();
    expect(polite.connection.signalingState).toBe('stable');
  });
});

describe('the lines', () => {
  it('are two and a data channel in the first offer, two more in the next; both sides know them by their order', async () => {
    const { polite, impolite } = pair();
    polite.link.startOffer();
    await settle();
    for (const { connection } of [polite, impolite]) expect(connection.lines).toBe(2);
    expect(impolite.link.addSharedLines(), 'the side that began adds them').toBe(false);
    expect(polite.link.addSharedLines()).toBe(true);
    expect(polite.link.addSharedLines(), 'once').toBe(false);
    await settle();
    const order = polite.connection.getTransceivers().map(({ receiver }) => receiver.track.kind);
    expect(order).toEqual(['audio', 'video', 'video', 'audio']);
    for (const { connection, said } of [polite, impolite]) {
      expect(connection.channel).toMatchObject({ label: 'callroom', init: { negotiated: true, id: 0 } });
      expect(said.filter(({ event }) => event === 'offer').length).toBe(said === polite.said ? 2 : 0);
      expect(connection.sent('screen')).toBeNull();
      expect(connection.sent('screenAudio')).toBeNull();
    }
    for (const name of ['mic', 'camera', 'screen', 'screenAudio'] as const) {
      expect(impolite.connection.line(name)?.mid, name).toBe(polite.connection.line(name)?.mid);
      expect(impolite.connection.line(name)?.direction).toBe('sendrecv');
    }
  });

  it('keep a shared screen apart from the camera, and need no negotiation for it', async () => {
    const { polite, impolite } = pair();
    polite.link.startOffer();
    await settle();
    polite.link.addSharedLines();
    await settle();
    const said = polite.said.length + impolite.said.length;
    for (const { link } of [polite, impolite]) {
      link.setTrack('screen', new FakeTrack('video') as unknown as MediaStreamTrack);
      link.setTrack('screenAudio', new FakeTrack('audio') as unknown as MediaStreamTrack);
    }
    await settle();
    expect(polite.said.length + impolite.said.length).toBe(said);
    const kinds = (stream: MediaStream): string[] => stream.getTracks().map(({ kind }) => kind);
    for (const { connection } of [polite, impolite]) {
      expect([connection.sent('screen')?.kind, connection.sent('screenAudio')?.kind]).toEqual(['video', 'audio']);
      const [mic, camera, screen, sound] = (['mic', 'camera', 'screen', 'screenAudio'] as const).map(
        (name) => connection.line(name)?.streams[0],
      );
      expect([mic === camera, screen === sound, screen === camera]).toEqual([true, true, false]);
    }
    // The fake's offering side gets its tracks with its transceivers, not by an event.
    expect([kinds(impolite.link.incoming), kinds(impolite.link.incomingScreen)]).toEqual([
      ['audio', 'video'],
      ['video', 'audio'],
    ]);
  });

  it('give voices priority on both sides', async () => {
    const { polite, impolite } = pair();
    polite.link.startOffer();
    await settle();
    for (const { connection } of [polite, impolite]) {
      expect(connection.line('mic')?.sender.getParameters().encodings).toMatchObject([{ priority: 'high' }]);
      expect(connection.line('camera')?.sender.getParameters().encodings[0]?.priority).not.toBe('high');
    }
  });

  it('begin with a small picture on both sides', async () => {
    const { polite, impolite } = pair();
    polite.link.startOffer();
    await settle();
    // The fakes' cameras do not tell their size: 720 lines are taken for granted.
    for (const { connection } of [polite, impolite]) {
      expect(connection.line('camera')?.sender.getParameters().encodings).toMatchObject([{ scaleResolutionDownBy: 2 }]);
    }
  });

  it('of a page that knows only two are taken as they are', async () => {
    const { polite, impolite } = pair();
    polite.connection.addTransceiver('audio');
    polite.connection.addTransceiver('video');
    await settle();
    expect(impolite.connection.signalingState).toBe('stable');
    expect([impolite.connection.sent('mic')?.kind, impolite.connection.sent('camera')?.kind]).toEqual(['audio', 'video']);
    expect(impolite.connection.line('screen')).toBeUndefined();
    impolite.link.setTrack('screen', new FakeTrack('video') as unknown as MediaStreamTrack);
  });
});

describe('what a link has to say', () => {
  it('waits until it is known to whom, and is then one message with everything in it', async () => {
    const { link, connection, said } = makeSide('early');
    link.startOffer();
    await settle();
    for (let n = 0; n < 20; n += 1) connection.findCandidate(`candidate:${String(n)}`);
    link.bind({ polite: true, ...quiet, send: (message) => said.push(message) > 0 });
    expect(said.map(({ event }) => event)).toEqual(['offer']);
    connection.findCandidate('candidate:later');
    expect(said.map(({ event }) => event)).toEqual(['offer', 'ice-candidate']);
  });

  it('keeps its order over a time in which nothing can be sent, and is bounded', async () => {
    const { polite, impolite } = pair();
    polite.link.startOffer();
    await settle();
    const said: LinkMessage[] = [];
    let up = false;
    polite.link.bind({ polite: true, ...quiet, send: (message) => up && said.push(message) > 0 });
    for (let n = 0; n < 1000; n += 1) polite.connection.findCandidate(`candidate:${String(n)}`);
    up = true;
    expect(polite.link.flush()).toBe(true);
    const texts = said.map((message) => (message.event === 'ice-candidate' ? message.candidate.candidate : ''));
    expect(texts).toHaveLength(256);
    expect(texts[0]).toBe('candidate:744');
    expect(texts.at(-1)).toBe('candidate:999');
    impolite.link.close();
  });

  it('is nothing after it was closed', async () => {
    const { polite } = pair();
    polite.link.startOffer();
    polite.link.close();
    await settle();
    expect(polite.said).toEqual([]);
  });
});
