// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { QualitySummary } from '../../src/core/quality/types';
import { FinalScreen, type FinalScreenProps } from '../../src/screens/final/final_screen';

afterEach(cleanup);

const nothing = (): void => undefined;
const unmeasured: QualitySummary = {
  seconds: 0,
  averageLevel: undefined,
  mainReason: undefined,
  side: undefined,
  interruptions: 0,
};
const idle = { state: 'idle', refusal: undefined, given: undefined, submit: nothing } as const;
const ended: FinalScreenProps['call'] = {
  status: 'ended',
  media: 'interrupted',
  about: undefined,
  durationSeconds: 3725,
  refusal: undefined,
};

function show(call: Partial<FinalScreenProps['call']>, props: Partial<FinalScreenProps> = {}): ReturnType<typeof render> {
  return render(<FinalScreen call={{ ...ended, ...call }} quality={unmeasured} rating={idle} sessionId="000000000000000000000001" again={nothing} {...props} />);
}

describe('the screen after the call', () => {
  it('says for how long it was and how good, and leads back', () => {
    const quality: QualitySummary = {
      seconds: 3700,
      averageLevel: 2.4,
      mainReason: 'loss-in',
      side: 'between',
      interruptions: 2,
    };
    show({}, { quality });
    expect(screen.getByTestId('duration').textContent).toBe('It lasted 1 h 2 min.');
    expect(screen.getByTestId('quality-sentence').textContent).toBe(
      'The connection was poor, because part of what the other person sent was lost on the way. It was interrupted 2 times.',
    );
    expect(screen.getByTestId('home-link').getAttribute('href')).toBe('/');
    expect(screen.queryByTestId('again-button')).toBeNull();
  });

  it('says nothing about what was not measured', () => {
    show({});
    expect(screen.queryByTestId('quality-sentence')).toBeNull();
  });

  it('has the focus on its title', () => {
    show({});
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'After the call' }));
  });

  it('asks only those whose call it was how it was', () => {
    const { unmount } = show({});
    expect(screen.getByTestId('rating-form')).toBeDefined();
    unmount();
    show({}, { rating: { ...idle, submit: undefined } });
    expect(screen.queryByTestId('rating-form')).toBeNull();
  });

  it('lets one who left come back', () => {
    const again = vi.fn();
    show({ status: 'left' }, { again });
    fireEvent.click(screen.getByRole('button', { name: 'Join again' }));
    expect(again).toHaveBeenCalledOnce();
  });

  it('gives a way back after a refusal that can pass, and none into what is over', () => {
    const { unmount } = show({ status: 'refused', refusal: 'ROOM_FULL' });
    expect(screen.getByTestId('refusal').dataset['reason']).toBe('ROOM_FULL');
    expect(screen.getByTestId('again-button')).toBeDefined();
    unmount();
    show({ status: 'refused', refusal: 'SESSION_COMPLETED' });
    expect(screen.queryByTestId('again-button')).toBeNull();
  });

  it('says that the call goes on in another window', () => {
    show({ status: 'superseded' });
    expect(screen.getByTestId('refusal').dataset['reason']).toBe('SUPERSEDED');
    expect(screen.getByTestId('again-button').textContent).toBe('Use this window instead');
    expect(screen.queryByTestId('rating-form')).toBeNull();
  });
});
