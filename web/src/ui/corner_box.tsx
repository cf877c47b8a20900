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
  const { box, handlers, suppressClick } = useDrag(onMove);
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
      {...handlers}
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
  const drag = useRef<{ x: number; y: number; moving: boolean } | undefined>(undefined);
  const dragged = useRef(false);

  const finish = (land: 'land' | 'cancel'): void => {
    const element = box.current;
    const moving = drag.current?.moving === true;
    drag.current = undefined;
    if (!element || !moving) return;
    const outer = element.offsetParent?.getBoundingClientRect();
    if (outer && land === 'land') onMove(nearestCorner(element.getBoundingClientRect(), outer));
    element.style.transform = '';
  };

  return {
    box,
    /** A drag that began on a button ends in a click that nobody meant. */
    suppressClick: (): boolean => dragged.current,
    handlers: {
      onPointerDown: (event: PointerEvent): void => {
        dragged.current = false;
        if (event.button === 0) drag.current = { x: event.clientX, y: event.clientY, moving: false };
      },
      onPointerMove: (event: PointerEvent): void => {
        const from = drag.current;
        if (!from || !box.current) return;
        const dx = event.clientX - from.x;
        const dy = event.clientY - from.y;
        if (!from.moving && Math.hypot(dx, dy) < DRAG_FROM) return;
        if (!from.moving) box.current.setPointerCapture(event.pointerId);
        from.moving = true;
        dragged.current = true;
        box.current.style.transform = `translate(${String(dx)}px, ${String(dy)}px)`;
      },
      onPointerUp: (): void => {
        finish('land');
      },
      onPointerCancel: (): void => {
        finish('cancel');
      },
    },
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
