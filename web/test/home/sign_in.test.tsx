// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AccountSnapshot } from '../../src/core/account';
import SignInScreen from '../../src/screens/home/sign_in_screen';

afterEach(cleanup);

const account: AccountSnapshot = {
  signedIn: false,
  busy: false,
  refusal: undefined,
  user: undefined,
  waitSeconds: undefined,
  signIn: undefined,
  signOut: undefined,
  reload: undefined,
};

describe('the sign-in', () => {
  it('hands over what was typed, and says what was wrong with it', () => {
    const signIn = vi.fn();
    render(<SignInScreen account={{ ...account, signIn, refusal: 'INVALID_CREDENTIALS' }} />);
    fireEvent.change(screen.getByLabelText(/Email/), { target: { value: 'client@example.org' } });
    fireEvent.change(screen.getByLabelText(/Password/), { target: { value: 'secret' } });
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(signIn).toHaveBeenCalledWith('client@example.org', 'secret');
    expect(screen.getByTestId('refusal').dataset['reason']).toBe('INVALID_CREDENTIALS');
  });

  it('says how long to wait', () => {
    render(<SignInScreen account={{ ...account, refusal: 'RATE_LIMITED', waitSeconds: 1 }} />);
    expect(screen.getByTestId('refusal').textContent).toContain('There were too many attempts. Please wait 1 second.');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Sign in' }).disabled).toBe(true);
  });
});
