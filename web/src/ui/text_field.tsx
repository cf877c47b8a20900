import MuiTextField from '@mui/material/TextField';

export interface TextFieldProps {
  label: string;
  type?: 'text' | 'email' | 'password' | 'date' | 'datetime-local' | 'search';
  value: string;
  change: ((value: string) => void) | undefined;
  required?: boolean;
  problem?: string | undefined;
  hint?: string | undefined;
  autoComplete?: string;
  size?: 'small' | 'medium';
}

/** The browser draws something into an empty field of these, which a label must not lie on. */
const NEVER_EMPTY: ReadonlySet<string> = new Set(['date', 'datetime-local']);

/** What a field says is for reading even while it takes nothing. */
const READABLE_WHEN_OFF = { '&.Mui-disabled': { color: 'text.secondary' } } as const;

/** A field with its label, what is wrong with it, or else a hint. */
export function TextField({ type = 'text', change, problem, hint, autoComplete = 'off', ...props }: TextFieldProps) {
  return (
    <MuiTextField
      {...props}
      type={type}
      fullWidth
      disabled={!change}
      autoComplete={autoComplete}
      error={problem !== undefined}
      helperText={problem ?? hint}
      onChange={(event) => change?.(event.target.value)}
      slotProps={{
        inputLabel: NEVER_EMPTY.has(type) ? { shrink: true } : {},
        formHelperText: { sx: READABLE_WHEN_OFF },
      }}
    />
  );
}
