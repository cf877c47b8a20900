import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useState } from 'react';

export interface SignInFormProps {
  labels: { email: string; password: string; submit: string };
  busy: boolean;
  submit: ((email: string, password: string) => void) | undefined;
  /** Who was signed in last. */
  email?: string;
}

export function SignInForm({ labels, busy, submit, email: known = '' }: SignInFormProps) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const ready = submit !== undefined && email.trim() !== '' && password !== '';
  return (
    <Stack
      component="form"
      spacing={2}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) submit(email, password);
      }}
    >
      <TextField
        label={labels.email}
        type="email"
        name="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => {
          setEmail(event.target.value);
        }}
      />
      <TextField
        label={labels.password}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => {
          setPassword(event.target.value);
        }}
      />
      <Button type="submit" variant="contained" size="large" loading={busy} disabled={!ready}>
        {labels.submit}
      </Button>
    </Stack>
  );
}
