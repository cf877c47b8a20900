// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { allStories } from '../../gallery/stories';
import { canonicalJson, SessionReceipt } from '../../src/core/receipt/receipt';
import { ReceiptScreen } from '../../src/screens/receipt/receipt_screen';
import { settle } from '../fakes/manual_clock';

afterEach(cleanup);

function draw(name: string): void {
  const story = allStories().find(({ id }) => id === `receipt/${name}`);
  render(<>{story!.render()}</>);
}

describe('the receipt of a call', () => {
  it('tells when each was there and when both were, to the second', () => {
    draw('final');
    expect(screen.getByTestId('receipt').textContent).toContain('47 min 9 s in all');
    expect(screen.getAllByText(/ to /).length).toBe(6);
    expect(screen.getByRole('heading', { name: 'Client' })).toBeTruthy();
    expect(screen.queryByText(/not final/)).toBeNull();
  });

  it('says who never came, and that something may still be added', () => {
    draw('nobody-came');
    expect(screen.getAllByText('Never').length).toBe(2);
    cleanup();
    draw('not-final');
    expect(screen.getByText(/not final/)).toBeTruthy();
  });

  it('can be printed, and kept as the file that was signed', () => {
    const print = vi.fn();
    const full = allStories().find(({ id }) => id === 'receipt/final')!.render() as { props: object };
    render(<ReceiptScreen {...(full.props as Parameters<typeof ReceiptScreen>[0])} file={'{"a":"ä"}'} print={print} />);
    fireEvent.click(screen.getByTestId('print-receipt'));
    expect(print).toHaveBeenCalledOnce();
    const file = screen.getByTestId('receipt-file');
    expect(decodeURIComponent(file.getAttribute('href')!)).toBe('data:application/json;charset=utf-8,{"a":"ä"}');
  });
});

describe('the model of a receipt', () => {
  it('keeps the refusal, and asks again', async () => {
    const answers = [
      { ok: false, refusal: { code: 'CALL_NOT_ENDED' } },
      { ok: true, value: { receipt: { final: true, callEnded: 'b', participants: [{ z: 1, a: null }] } } },
    ];
    const asked: string[] = [];
    const model = new SessionReceipt(
      {
        request: async (_method, path) => {
          asked.push(path);
          return answers.shift() as never;
        },
      },
      'abc',
    );
    model.load();
    expect(model.snapshot().load).toBeUndefined();
    model.load(); // while an answer is awaited nothing is asked
    await settle();
    expect(model.snapshot().refusal).toBe('CALL_NOT_ENDED');
    model.snapshot().load?.();
    await settle();
    expect(model.snapshot()).toMatchObject({
      refusal: undefined,
      file: '{"callEnded":"b","final":true,"participants":[{"a":null,"z":1}]}',
    });
    expect(asked).toEqual(['/video-calls/receipt/abc', '/video-calls/receipt/abc']);
  });

  it('spells as RFC 8785 does', () => {
    expect(canonicalJson({ b: [1, { d: 'ä\u0007"\\\n', c: true }], a: null })).toBe(
      '{"a":null,"b":[1,{"c":true,"d":"ä\\u0007\\"\\\\\\n"}]}',
    );
  });
});
