// The data channel beside the media: typed messages from page to page. It opens with the media path and lives as long as the
// peer connection; what is sent while the path is broken arrives when the path is mended (SCTP, RFC 8831), or never.
//
// The first one is agreed upon beforehand, with a stream of its own (id 0), so that no round trip is spent on it. One that ends
// alone is followed by one that either side announces in-band (RFC 8832): stream 0 cannot be used again before both sides have
// reset it (RFC 8831, section 6.7), and a page cannot know when the other has; browsers choose a free one by themselves, and
// announce it ahead of what is sent by it. What is sent goes by the newest; what comes is heard on all, so that it does not
// matter when both sides announce one.
import { CONTROL_CHANNEL, type ControlMessage } from '../../contract/control';
import { readControl, writeControl } from '../../contract/control_guards';

/** With so many bytes waiting the path is as good as broken; more would only make it worse. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** Two when both sides announce one, and one whose end has not been noticed yet; more is no accident. */
const MAX_CHANNELS = 4;

export interface ControlListener {
  opened: () => void;
  heard: (message: ControlMessage) => void;
  /** There is none any more, although the connection was not closed. */
  ended: () => void;
}

export class ControlChannel {
  private connection: RTCPeerConnection | undefined;
  /** The newest last; none of them has ended. */
  private channels: RTCDataChannel[] = [];

  constructor(private readonly listener: ControlListener) {}

  get state(): RTCDataChannelState | 'none' {
    if (!this.connection) return 'none';
    return (this.open ?? this.channels.at(-1))?.readyState ?? 'closed';
  }

  /**
   * Creates our end; both sides do, before the first answer. On a connection without a data line yet this asks for a
   * negotiation, so the answering side calls it only after it has applied the offer.
   */
  attach(connection: RTCPeerConnection): void {
    if (this.connection) return;
    this.connection = connection;
    const { label, id } = CONTROL_CHANNEL;
    connection.ondatachannel = ({ channel }) => {
      this.announced(channel);
    };
    this.use(connection.createDataChannel(label, { negotiated: true, id }));
  }

  /** Announces another one to the other side, in place of one that has ended. */
  reopen(): void {
    if (!this.connection || this.open) return;
    for (const channel of this.channels.splice(0)) channel.close();
    try {
      this.use(this.connection.createDataChannel(CONTROL_CHANNEL.label));
    } catch (error) {
      // No stream is left, or the association is gone (OperationError): whoever asked for it sees that it does not open.
      console.warn('data channel: not opened again', error);
    }
  }

  /** False when it cannot go out now; nothing is queued here. True promises only that it is on its way. */
  send(message: ControlMessage): boolean {
    const channel = this.open;
    if (!channel || channel.bufferedAmount > MAX_BUFFERED_BYTES) return false;
    try {
      channel.send(writeControl(message));
      return true;
    } catch (error) {
      // Closed since it was looked at, or more than the other side takes (a=max-message-size): not sent.
      console.warn('data channel: not sent', message.type, error);
      return false;
    }
  }

  private get open(): RTCDataChannel | undefined {
    return this.channels.findLast(({ readyState }) => readyState === 'open');
  }

  private announced(channel: RTCDataChannel): void {
    if (channel.label !== CONTROL_CHANNEL.label || this.channels.length >= MAX_CHANNELS) channel.close();
    else this.use(channel);
  }

  private use(channel: RTCDataChannel): void {
    this.channels.push(channel);
    channel.onopen = () => {
      this.listener.opened();
    };
    channel.onmessage = ({ data }: MessageEvent) => {
      const message = readControl(data);
      if (message) this.listener.heard(message);
    };
    channel.onclose = () => {
      const { length } = this.channels;
      this.channels = this.channels.filter((other) => other !== channel);
      // One that was given up in favour of another is not missed.
      if (this.channels.length < length && this.channels.length === 0) this.listener.ended();
    };
  }
}
