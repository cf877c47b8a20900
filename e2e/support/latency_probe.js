// A camera that shows the time and a microphone that beeps, and their counterparts on the other page. Both run in pages;
// both pages are on one machine, so their clocks are one. Texts, because they are put into pages before anything else runs.

/** Bits of the time, ms, in the picture: it comes around after 65 s, far longer than any picture is under way. */
const BITS = 16;
/** The picture is a grid of blocks, large enough to survive any encoder: the bits, and below each its opposite. */
const COLUMNS = 8;
const ROWS = (2 * BITS) / COLUMNS;

export const BEEP_EVERY_MS = 1_000;
const BEEP_MS = 80;
const BEEP_HZ = 1_000;

/** In the page that sends: getUserMedia gives the clock and the beeps instead of devices. */
export const CLOCK_CAMERA = `{
  const grid = { columns: ${COLUMNS}, rows: ${ROWS}, bits: ${BITS} };
  const openCamera = () => {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 480;
    const pen = canvas.getContext('2d');
    const [width, height] = [canvas.width / grid.columns, canvas.height / grid.rows];
    const draw = () => {
      const time = Math.round(performance.timeOrigin + performance.now()) % 2 ** grid.bits;
      for (let i = 0; i < 2 * grid.bits; ++i) {
        const bit = ((time >> (i % grid.bits)) & 1) === 1;
        pen.fillStyle = bit === i < grid.bits ? '#fff' : '#000';
        pen.fillRect((i % grid.columns) * width, Math.floor(i / grid.columns) * height, width, height);
      }
    };
    draw();
    setInterval(draw, 1000 / 30);
    return canvas.captureStream();
  };
  const openMicrophone = async () => {
    const context = new AudioContext();
    await context.audioWorklet.addModule(URL.createObjectURL(new Blob([\`
      registerProcessor('beeps', class extends AudioWorkletProcessor {
        started = 0;
        process(_, [[channel]]) {
          const now = Date.now();
          if (now - this.started >= ${BEEP_EVERY_MS}) {
            this.started = now;
            this.port.postMessage(now);
          }
          const loud = now - this.started < ${BEEP_MS};
          for (let i = 0; i < channel.length; ++i) {
            channel[i] = loud ? 0.5 * Math.sin((2 * Math.PI * ${BEEP_HZ} * (currentFrame + i)) / sampleRate) : 0;
          }
          return true;
        }
      });\`], { type: 'text/javascript' })));
    const beeps = new AudioWorkletNode(context, 'beeps', { numberOfInputs: 0, outputChannelCount: [1] });
    window.__beeps = [];
    beeps.port.onmessage = ({ data }) => window.__beeps.push(data);
    const out = context.createMediaStreamDestination();
    beeps.connect(out);
    return out.stream;
  };
  navigator.mediaDevices.getUserMedia = async ({ audio, video }) => {
    const tracks = [];
    if (audio) tracks.push(...(await openMicrophone()).getTracks());
    if (video) tracks.push(...openCamera().getTracks());
    return new MediaStream(tracks);
  };
}`;

/**
 * In the page that receives: keeps the other's microphone for listenForBeeps(). It is the first sound of a connection; a
 * shared screen's comes after it.
 */
export const KEEP_REMOTE_AUDIO = `
window.RTCPeerConnection = class extends window.RTCPeerConnection {
  constructor(...options) {
    super(...options);
    let voice;
    this.addEventListener('track', ({ track }) => {
      if (track.kind === 'audio' && voice === undefined) window.__remoteAudio = voice = track;
    });
  }
};`;

/** Reads the clock from the remote picture for `seconds`; resolves to the age of each frame, ms, as it was shown. */
export function readClock(page, seconds) {
  return page.evaluate(
    async ([length, columns, rows, bits]) => {
      const video = document.querySelector('[data-testid=remote-video]');
      const pen = new OffscreenCanvas(columns * 8, rows * 8).getContext('2d', { willReadFrequently: true });
      const ages = [];
      const decode = () => {
        pen.drawImage(video, 0, 0, columns * 8, rows * 8);
        const { data } = pen.getImageData(0, 0, columns * 8, rows * 8);
        const white = (i) => {
          const [x, y] = [(i % columns) * 8 + 4, Math.floor(i / columns) * 8 + 4];
          return data[4 * (y * columns * 8 + x)] > 127;
        };
        let time = 0;
        for (let i = 0; i < bits; ++i) {
          if (white(i) === white(i + bits)) return undefined;
          if (white(i)) time += 2 ** i;
        }
        return time;
      };
      const until = performance.now() + length * 1000;
      await new Promise((done) => {
        const frame = () => {
          const now = Math.round(performance.timeOrigin + performance.now());
          const time = decode();
          if (time !== undefined) ages.push((now - time + 2 ** bits) % 2 ** bits);
          if (performance.now() < until) video.requestVideoFrameCallback(frame);
          else done();
        };
        video.requestVideoFrameCallback(frame);
      });
      return ages;
    },
    [seconds, COLUMNS, ROWS, BITS],
  );
}

/** Listens for `seconds`; resolves to the wall-clock times at which beeps began. */
export function listenForBeeps(page, seconds) {
  return page.evaluate(async (length) => {
    const context = new AudioContext();
    const source = `registerProcessor('ear', class extends AudioWorkletProcessor {
      lastLoud = 0;
      process([[channel]]) {
        if (channel === undefined) return true;
        const now = Date.now();
        const loud = channel.some((sample) => Math.abs(sample) > 0.05);
        if (loud && now - this.lastLoud > 200) this.port.postMessage(now);
        if (loud) this.lastLoud = now;
        return true;
      }
    });`;
    await context.audioWorklet.addModule(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
    const ear = new AudioWorkletNode(context, 'ear');
    const heard = [];
    ear.port.onmessage = ({ data }) => heard.push(data);
    context.createMediaStreamSource(new MediaStream([window.__remoteAudio])).connect(ear);
    ear.connect(context.createMediaStreamDestination());
    await new Promise((done) => setTimeout(done, length * 1000));
    await context.close();
    return heard;
  }, seconds);
}
