// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CONNECTION_STEPS, type ConnectionTestSnapshot, type ConnectionVerdict } from '../../src/core/precall/types';
import { ConnectionPanel } from '../../src/screens/lobby/connection_panel';
import { numberTexts } from '../../src/screens/lobby/connection_texts';
import { idleTest } from './props';

afterEach(cleanup);

function done(verdict: ConnectionVerdict): ConnectionTestSnapshot {
  return { ...idleTest, state: 'done', progress: 1, run: undefined, verdict };
}

describe('the connection test', () => {
  it('is started at a press', () => {
    const run = vi.fn();
    render(<ConnectionPanel test={{ ...idleTest, run }} />);
    fireEvent.click(screen.getByTestId('connection-run'));
    expect(run).toHaveBeenCalledOnce();
  });

  it('shows how far it is, step by step', () => {
    const steps = idleTest.steps.map((step, index) =>
      index === 0 ? ({ ...step, state: 'ok', numbers: { tookMs: 41.6 } } as const) : step,
    );
    render(<ConnectionPanel test={{ ...idleTest, state: 'running', run: undefined, progress: 0.25, steps }} />);
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
    expect(screen.getByTestId('step-signaling').textContent).toBe('Reaching the server: good42 ms to connect');
    expect(CONNECTION_STEPS.map((name) => screen.getByTestId(`step-${name}`).dataset['state'])).toEqual([
      'ok',
      'waiting',
      'waiting',
      'waiting',
      'waiting',
    ]);
  });

  it('ends in plain words', () => {
    const { rerender } = render(<ConnectionPanel test={done({ kind: 'ready', reasons: ['NO_RELAY_CONFIGURED'] })} />);
    const verdict = (): HTMLElement => screen.getByTestId('connection-verdict');
    expect(verdict().dataset['verdict']).toBe('ready');
    expect(verdict().textContent).toBe('Your connection is ready for the call.');
    rerender(<ConnectionPanel test={done({ kind: 'audio-first', reasons: ['NARROW_UPLOAD'] })} />);
    expect(verdict().textContent).toContain('with the voice first');
    expect(verdict().textContent).toContain('Because your network sends slowly.');
    rerender(<ConnectionPanel test={done({ kind: 'will-not-work', reasons: ['NO_UDP_NO_RELAY', 'UDP_BLOCKED'] })} />);
    expect(verdict().dataset).toMatchObject({ verdict: 'will-not-work', reasons: 'NO_UDP_NO_RELAY UDP_BLOCKED' });
    expect(verdict().textContent).toContain('You can join all the same.');
  });

  it('has its details one press away, and can be done again', () => {
    const again = vi.fn();
    render(<ConnectionPanel test={{ ...done({ kind: 'ready', reasons: [] }), again }} />);
    expect(screen.queryByTestId('step-udp')).toBeNull();
    const details = screen.getByTestId('connection-details');
    fireEvent.click(details.querySelector('summary')!);
    fireEvent(details, new Event('toggle'));
    expect(screen.getByTestId('step-udp')).toBeDefined();
    fireEvent.click(screen.getByTestId('connection-again'));
    expect(again).toHaveBeenCalledOnce();
  });

  it('gives figures with their units, and none that were not measured', () => {
    expect(numberTexts({})).toEqual([]);
    expect(numberTexts({ rttMs: 31.4, loss: 0.025, upKbps: 2450, downKbps: 12_000, relayProtocols: ['udp', 'tls'] })).toEqual(
      ['over UDP, TLS', '31 ms there and back', '2.5% lost', '2.5 Mbit/s sending', '12 Mbit/s receiving'],
    );
  });
});
