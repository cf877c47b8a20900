// RTCDataChannel as far as reliable, ordered text goes, and the SCTP association that carries all channels of two connections:
// agreed ones (negotiated), and ones that one side announces (RFC 8832).

/** What the channels need of their connection. */
export interface ChannelHost {
  /** Data gets from here to the other side now. */
  pathWorks: boolean;
  peer: { association: FakeAssociation } | undefined;
  ondatachannel: ((event: { channel: FakeDataChannel }) => void) | null;
}

export class FakeDataChannel {
  readyState: RTCDataChannelState = 'connecting';
  bufferedAmount = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: string[] = [];
  /** The same channel at the other side. */
  twin: FakeDataChannel | undefined;

  constructor(
    readonly label: string,
    readonly init: RTCDataChannelInit,
    private readonly association: FakeAssociation,
  ) {}

  send(data: string): void {
    if (this.readyState !== 'open') throw new DOMException('not open', 'InvalidStateError');
    this.sent.push(data);
    this.association.carry(this, data);
  }

  open(): void {
    if (this.readyState !== 'connecting') return;
    this.readyState = 'open';
    this.onopen?.();
  }

  /** Both ends are told, after a while (RFC 8831, section 6.7). */
  close(): void {
    if (this.readyState === 'closed' || this.readyState === 'closing') return;
    this.readyState = 'closing';
    void Promise.resolve().then(() => {
      this.end();
      this.twin?.end();
    });
  }

  /** It is over here, and the other side is not told. */
  end(): void {
    if (this.readyState === 'closed') return;
    this.readyState = 'closed';
    this.onclose?.();
  }
}

export class FakeAssociation {
  readonly channels: FakeDataChannel[] = [];
  /** No channel can be opened any more, though the media flows. */
  aborted = false;
  /** What was sent while the path was broken, in order. */
  private stuck: { channel: FakeDataChannel; data: string }[] = [];

  constructor(private readonly host: ChannelHost) {}

  create(label: string, init: RTCDataChannelInit = {}): FakeDataChannel {
    const channel = new FakeDataChannel(label, init, this);
    this.channels.push(channel);
    return channel;
  }

  carry(channel: FakeDataChannel, data: string): void {
    this.stuck.push({ channel, data });
    this.deliver();
  }

  /** Opens what both sides have, announces what only this one has, and delivers what waited. */
  run(): void {
    const there = this.host.peer?.association;
    if (!this.host.pathWorks || !there || this.aborted || there.aborted) return;
    for (const channel of this.channels.filter(({ readyState }) => readyState === 'connecting')) {
      if (channel.init.negotiated === true) this.meet(channel, there);
      else there.announce(channel);
    }
    this.deliver();
  }

  /** Everything ends at once at both sides (an SCTP ABORT), but for the media. */
  abort(): void {
    for (const end of [this, this.host.peer?.association]) {
      if (!end) continue;
      end.aborted = true;
      for (const channel of end.channels) channel.end();
    }
  }

  /** The connection was closed. */
  closeAll(): void {
    for (const channel of this.channels) channel.readyState = 'closed';
  }

  private meet(channel: FakeDataChannel, there: FakeAssociation): void {
    const twin = there.channels.find(({ init }) => init.negotiated === true && init.id === channel.init.id);
    if (!twin) return;
    channel.twin = twin;
    twin.twin = channel;
    channel.open();
    twin.open();
  }

  private announce(from: FakeDataChannel): void {
    const channel = this.create(from.label);
    channel.twin = from;
    from.twin = channel;
    channel.readyState = 'open';
    this.host.ondatachannel?.({ channel });
    from.open();
    channel.onopen?.();
  }

  private deliver(): void {
    if (!this.host.pathWorks) return;
    for (const { channel, data } of this.stuck.splice(0)) {
      void Promise.resolve().then(() => {
        if (channel.twin?.readyState === 'open') channel.twin.onmessage?.({ data });
      });
    }
  }
}
