// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RatingForm } from '../../src/screens/final/rating_form';

afterEach(cleanup);

const button = (): HTMLButtonElement => screen.getByTestId('rating-submit');

describe('the rating', () => {
  it('is five radio buttons with names, in one named group', () => {
    render(<RatingForm state="idle" refusal={undefined} given={undefined} submit={() => {}} />);
    const group = screen.getByRole('group', { name: 'How well did you see and hear each other?' });
    expect(group.querySelectorAll('input[type=radio]')).toHaveLength(5);
    expect(new Set(screen.getAllByRole<HTMLInputElement>('radio').map(({ name }) => name)).size).toBe(1);
    expect(screen.getByRole('radio', { name: '4 stars: well' })).toBe(screen.getByTestId('rating-star-4'));
  });

  it('is sent with the comment once there are stars', () => {
    const submit = vi.fn();
    render(<RatingForm state="idle" refusal={undefined} given={undefined} submit={submit} />);
    expect(button().disabled).toBe(true);
    fireEvent.click(screen.getByTestId('rating-star-2'));
    fireEvent.change(screen.getByTestId('rating-comment'), { target: { value: 'the sound broke up' } });
    fireEvent.click(button());
    expect(submit).toHaveBeenCalledExactlyOnceWith(2, 'the sound broke up');
  });

  it('keeps what was entered when it could not be sent, and sends it again', () => {
    const submit = vi.fn();
    const { rerender } = render(<RatingForm state="idle" refusal={undefined} given={undefined} submit={submit} />);
    fireEvent.click(screen.getByTestId('rating-star-5'));
    fireEvent.change(screen.getByTestId('rating-comment'), { target: { value: 'fine' } });
    rerender(<RatingForm state="sending" refusal={undefined} given={undefined} submit={undefined} />);
    expect(button().disabled).toBe(true);
    expect(screen.getByTestId<HTMLTextAreaElement>('rating-comment').disabled).toBe(true);
    rerender(<RatingForm state="failed" refusal="NETWORK" given={undefined} submit={submit} />);
    expect(screen.getByRole('alert').textContent).toMatch(/^The server cannot be reached\. Your rating could not be sent\./);
    fireEvent.click(button());
    expect(submit).toHaveBeenCalledExactlyOnceWith(5, 'fine');
  });

  it('thanks, and takes the focus that the button had', () => {
    render(<RatingForm state="sent" refusal={undefined} given={{ stars: 4, comment: '' }} submit={() => {}} />);
    expect(document.activeElement).toBe(screen.getByTestId('rating-sent'));
    expect(screen.queryByTestId('rating-form')).toBeNull();
  });

  it('given before is shown without a form, takes no focus, and can be changed', () => {
    const submit = vi.fn();
    const given = { stars: 2, comment: 'the sound broke up' } as const;
    const { rerender } = render(<RatingForm state="idle" refusal={undefined} given={given} submit={submit} />);
    expect(screen.getByTestId('rating-given').textContent).toContain('You gave it 2 of 5 stars.the sound broke up');
    expect(screen.queryByTestId('rating-form')).toBeNull();
    expect(document.activeElement).toBe(document.body);
    fireEvent.click(screen.getByTestId('rating-change'));
    expect(screen.getByTestId<HTMLInputElement>('rating-star-2').checked).toBe(true);
    expect(screen.getByTestId<HTMLTextAreaElement>('rating-comment').value).toBe('the sound broke up');
    fireEvent.click(screen.getByTestId('rating-star-4'));
    fireEvent.click(button());
    expect(submit).toHaveBeenCalledExactlyOnceWith(4, 'the sound broke up');
    const next = { stars: 4, comment: 'the sound broke up' } as const;
    rerender(<RatingForm state="sent" refusal={undefined} given={next} submit={submit} />);
    expect(document.activeElement).toBe(screen.getByTestId('rating-sent'));
    expect(screen.getByTestId('rating-given').dataset['stars']).toBe('4');
    fireEvent.click(screen.getByTestId('rating-change'));
    expect(screen.getByTestId<HTMLInputElement>('rating-star-4').checked, 'and once more').toBe(true);
  });

  it('that arrives while another one is being entered does not take that away', () => {
    const { rerender } = render(<RatingForm state="idle" refusal={undefined} given={undefined} submit={() => {}} />);
    fireEvent.click(screen.getByTestId('rating-star-5'));
    rerender(<RatingForm state="idle" refusal={undefined} given={{ stars: 1, comment: '' }} submit={() => {}} />);
    expect(screen.getByTestId<HTMLInputElement>('rating-star-5').checked).toBe(true);
  });

  it('says how much room is left when the comment is nearly full', () => {
    render(<RatingForm state="idle" refusal={undefined} given={undefined} submit={() => {}} />);
    const comment = screen.getByTestId<HTMLTextAreaElement>('rating-comment');
    expect(comment.maxLength).toBe(2000);
    fireEvent.change(comment, { target: { value: 'x'.repeat(1900) } });
    expect(screen.getByText('100 characters left')).toBeDefined();
  });
});
