// The data channel beside the media: typed messages from page to page. It opens with the media path and lives as long as the
// peer connection; what is sent while the path is broken arrives when the path is mended (SCTP, RFC 8831), or never.
import { CONTROL_CHANNEL, type ControlMessage } from '../../contract/control';
import { readControl, writeControl } from '../../contract/control_guards';

/** With so many bytes waiting the path is as good as broken; more would only make it worse. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

export interface ControlListener {
  opened: () => void;
  heard: (message: ControlMessage) => void;
}

export class ControlChannel {
  private channel: RTCDataChannel | undefined;

  constructor(private readonly listener: ControlListener) {}

  get state(): RTCDataChannelState | 'none' {
    return this.channel?.readyState ?? 'none';
  }

  /**
   * Creates our end; both sides do, before the first answer. On a connection without a data line yet this asks for a
   * negotiation, so the answering side calls it only after it has applied the offer.
   */
  attach(connection: RTCPeerConnection): void {
    if (this.channel) return;
    const { label, id } = CONTROL_CHANNEL;
    const channel = connection.createDataChannel(label, { negotiated: true, id });
    channel.onopen = () => {
      this.listener.opened();
    };
    channel.onmessage = ({ data }: MessageEvent) => {
      const message = readControl(data);
      if (message) this.listener.heard(message);
    };
    this.channel = channel;
  }

  /** False when it cannot go out now; nothing is queued here. True promises only that it is on its way. */
  send(message: ControlMessage): boolean {
    const { channel } = this;
    if (channel?.readyState !== 'open' || channel.bufferedAmount > MAX_BUFFERED_BYTES) return false;
    try {
      channel.send(writeControl(message));
      return true;
    } catch (error) {
      // Closed since it was looked at, or more than the other side takes (a=max-message-size): not sent.
      console.warn('data channel: not sent', message.type, error);
      return false;
    }
  }
}
