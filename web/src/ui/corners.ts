// The four corners of a box, and how one gets from one to another.

export const CORNERS = ['top-left', 'top-right', 'bottom-right', 'bottom-left'] as const;
export type Corner = (typeof CORNERS)[number];

export function isCorner(text: unknown): text is Corner {
  return CORNERS.some((corner) => corner === text);
}

function corner(vertical: string, horizontal: string): Corner {
  return `${vertical}-${horizontal}` as Corner;
}

/** Where an arrow key leads; undefined for every other key. */
export function cornerByKey(from: Corner, key: string): Corner | undefined {
  const [vertical = '', horizontal = ''] = from.split('-');
  switch (key) {
    case 'ArrowUp':
      return corner('top', horizontal);
    case 'ArrowDown':
      return corner('bottom', horizontal);
    case 'ArrowLeft':
      return corner(vertical, 'left');
    case 'ArrowRight':
      return corner(vertical, 'right');
    default:
      return undefined;
  }
}

/** Clockwise. */
export function nextCorner(from: Corner): Corner {
  return CORNERS[(CORNERS.indexOf(from) + 1) % CORNERS.length] ?? from;
}

interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The corner of `outer` that the middle of `inner` is nearest to. */
export function nearestCorner(inner: Area, outer: Area): Corner {
  const x = inner.left + inner.width / 2 - outer.left;
  const y = inner.top + inner.height / 2 - outer.top;
  return corner(y < outer.height / 2 ? 'top' : 'bottom', x < outer.width / 2 ? 'left' : 'right');
}
