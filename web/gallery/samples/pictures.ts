// Streams for stories: painted, so that no camera is asked for.

function capture(width: number, height: number, paint: (context: CanvasRenderingContext2D) => void): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context) {
    const again = (): void => {
      paint(context);
      // A canvas is captured when something is painted on it: once would be over before the element plays.
      setTimeout(again, 200);
    };
    again();
  }
  return canvas.captureStream(5);
}

/** Somebody before a wall. */
export function personPicture(wall: string, coat: string): MediaStream {
  return capture(640, 480, (context) => {
    context.fillStyle = wall;
    context.fillRect(0, 0, 640, 480);
    context.fillStyle = coat;
    context.beginPath();
    context.ellipse(320, 500, 210, 190, 0, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = '#d9a982';
    context.beginPath();
    context.ellipse(320, 220, 80, 105, 0, 0, 2 * Math.PI);
    context.fill();
  });
}

/** A page of text. */
export function screenPicture(): MediaStream {
  return capture(1280, 720, (context) => {
    context.fillStyle = '#fdfdfd';
    context.fillRect(0, 0, 1280, 720);
    context.fillStyle = '#24506b';
    context.fillRect(80, 60, 620, 34);
    context.fillStyle = '#9aa7ad';
    for (let line = 0; line < 13; line += 1) context.fillRect(80, 140 + line * 40, line % 4 === 3 ? 620 : 1100, 12);
  });
}
