import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { CloseIcon, MoveIcon } from './call_icons';
import { cornerByKey, nearestCorner, nextCorner, type Corner } from './corners';

export interface CornerBoxProps {
  corner: Corner;
  onMove: (corner: Corner) => void;
  onHide: () => void;
  /** Its hide button takes the focus when the box appears. */
  focusHide?: boolean;
  labels: { move: string; hide: string };
  children: ReactNode;
}

/** Less than this is a press and no drag, pixels. */
const DRAG_FROM = 6;

/**
 * A small box in a corner of the one around it. Three ways to move it: drag it, the arrow keys, and a press on its move
 * button (WCAG 2.2, 2.5.7: whoever cannot drag must not have to).
 */
export function CornerBox({ corner, onMove, onHide, focusHide = false, labels, children }: CornerBoxProps) {
  const { box, onPointerDown, suppressClick } = useDrag(onMove);
  const [vertical = '', horizontal = ''] = corner.split('-');

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = cornerByKey(corner, event.key);
    if (!to) return;
    event.preventDefault();
    onMove(to);
  };

  return (
    <Box
      ref={box}
      data-testid="own-picture"
      data-corner={corner}
      onPointerDown={onPointerDown}
      sx={{
        position: 'absolute',
        zIndex: 2,
        [vertical]: 8,
        [horizontal]: 16,
        width: 'clamp(104px, 22%, 220px)',
        aspectRatio: '4 / 3',
        borderRadius: 2,
        overflow: 'hidden',
        bgcolor: '#2a3234',
        boxShadow: 4,
        cursor: 'grab',
        touchAction: 'none',
        '@media (max-height: 480px)': { width: 132 },
      }}
    >
      {children}
      {/* In the two upper corners: the face in the middle stays free. */}
      <Box sx={{ position: 'absolute', top: 0, left: 0, right: 0, display: 'flex', justifyContent: 'space-between' }}>
        <SmallButton
          label={labels.move}
          testId="own-picture-move"
          onKeyDown={onKeyDown}
          onClick={() => {
            if (!suppressClick()) onMove(nextCorner(corner));
          }}
        >
          <MoveIcon fontSize="inherit" />
        </SmallButton>
        <SmallButton label={labels.hide} testId="own-picture-hide" focus={focusHide} onClick={onHide}>
          <CloseIcon fontSize="inherit" />
        </SmallButton>
      </Box>
    </Box>
  );
}

/** Follows the pointer while it drags, and lands in the nearest corner. */
function useDrag(onMove: (corner: Corner) => void) {
  const box = useRef<HTMLDivElement>(null);
  const dragged = useRef(false);

  const onPointerDown = (down: PointerEvent): void => {
    dragged.current = false;
    const element = box.current;
    if (down.button !== 0 || !element) return;
    const listening = new AbortController();
    const follow = (event: globalThis.PointerEvent): void => {
      const dx = event.clientX - down.clientX;
      const dy = event.clientY - down.clientY;
      dragged.current ||= Math.hypot(dx, dy) >= DRAG_FROM;
      if (dragged.current) element.style.transform = `translate(${String(dx)}px, ${String(dy)}px)`;
    };
    const land = (): void => {
      const outer = element.offsetParent?.getBoundingClientRect();
      if (dragged.current && outer) onMove(nearestCorner(element.getBoundingClientRect(), outer));
    };
    const finish = (): void => {
      listening.abort();
      element.style.transform = '';
    };
    // On the window, for a quick pointer is out of the box before it has told of its first move. Not by pointer capture:
    // that would take the click away from the button on which it began.
    const { signal } = listening;
    window.addEventListener('pointermove', follow, { signal });
    window.addEventListener('pointerup', land, { signal });
    window.addEventListener('pointerup', finish, { signal });
    window.addEventListener('pointercancel', finish, { signal });
  };

  return {
    box,
    onPointerDown,
    /** A drag that began on a button ends in a click that nobody meant. */
    suppressClick: (): boolean => dragged.current,
  };
}

interface SmallButtonProps {
  label: string;
  testId: string;
  onClick: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  focus?: boolean;
  children: ReactNode;
}

function SmallButton({ label, testId, onClick, onKeyDown, focus = false, children }: SmallButtonProps) {
  return (
    <IconButton
      aria-label={label}
      title={label}
      data-testid={testId}
      onClick={onClick}
      onKeyDown={onKeyDown}
      autoFocus={focus}
      sx={{
        width: 32,
        height: 32,
        m: 0.25,
        fontSize: 16,
        color: '#fff',
        bgcolor: 'rgba(0,0,0,0.55)',
        '&:hover, &:focus-visible': { bgcolor: 'rgba(0,0,0,0.85)' },
        '&:focus-visible': { outline: '2px solid #fff', outlineOffset: -2 },
      }}
    >
      {children}
    </IconButton>
  );
}
