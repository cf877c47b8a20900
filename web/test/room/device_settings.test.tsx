// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MEDIA, VOICE, still } from '../../gallery/samples/room';
import type { LocalMediaSnapshot } from '../../src/core/media/types';
import { SnapshotStore } from '../../src/core/model';
import { DeviceSettings } from '../../src/screens/devices/device_settings';

afterEach(cleanup);

function draw(change: Partial<LocalMediaSnapshot> = {}) {
  render(<DeviceSettings media={{ ...MEDIA, ...change }} voice={still(VOICE)} />);
}

const select = (label: string): HTMLSelectElement => screen.getByLabelText(label);

describe('the choice of devices', () => {
  it.each([
    ['Microphone', 'audio'],
    ['Camera', 'video'],
  ] as const)('%s', (label, kind) => {
    const choose = vi.fn();
    draw({ [kind]: { ...MEDIA[kind], choose } });
    expect(select(label).value).toBe('a');
    fireEvent.change(select(label), { target: { value: 'b' } });
    expect(choose).toHaveBeenCalledExactlyOnceWith('b');
  });

  it('is not offered while a device is being opened', () => {
    draw({ audio: { ...MEDIA.audio, choose: undefined } });
    expect(select('Microphone').disabled).toBe(true);
  });

  it('counts what the browser does not name', () => {
    draw({ video: { ...MEDIA.video, choices: [{ id: 'a', label: '' }, { id: 'b', label: '' }] } });
    expect([...select('Camera').options].map(({ text }) => text)).toEqual(['Camera 1', 'Camera 2']);
  });

  it('says what is missing, and tries again', () => {
    const toggle = vi.fn();
    const failure = { code: 'NO_DEVICE', category: 'device', name: 'NotFoundError' } as const;
    draw({ video: { ...MEDIA.video, state: 'failed', failure, choices: [], toggle } });
    expect(screen.getByTestId('camera-field').textContent).toContain('No camera was found.');
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(toggle).toHaveBeenCalledOnce();
  });
});

describe('the loudspeaker', () => {
  const { speaker } = MEDIA;
  const named = [{ id: 'x', label: 'Headset' }];

  it('not chosen is the system’s, whether the browser lists that or not', () => {
    draw({ speaker: { ...speaker, chosen: undefined, choices: named } });
    expect(select('Speaker').selectedOptions[0]?.text).toBe('As set on your device');
    cleanup();
    draw({ speaker: { ...speaker, chosen: undefined, choices: [...named, { id: 'default', label: 'Default' }] } });
    expect([...select('Speaker').options].map(({ text }) => text)).toEqual(['Headset', 'Default']);
    expect(select('Speaker').value).toBe('default');
  });

  it('is no choice where the browser leaves it to the system, but can be tested', () => {
    const test = vi.fn();
    draw({ speaker: { choices: [], chosen: undefined, choose: undefined, test } });
    expect(screen.queryByLabelText('Speaker')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Play a test sound' }));
    expect(test).toHaveBeenCalledOnce();
  });
});

it('the meter shows how loud one is, now', () => {
  const voice = new SnapshotStore({ ...VOICE, level: 0.25 });
  render(<DeviceSettings media={MEDIA} voice={voice} />);
  const meter = screen.getByRole('meter', { name: 'Loudness of your microphone' });
  expect(meter.getAttribute('aria-valuenow')).toBe('25');
  act(() => {
    voice.set({ ...VOICE, level: 0.8 });
  });
  expect(meter.getAttribute('aria-valuenow')).toBe('80');
});
