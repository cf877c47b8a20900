import FormControl from '@mui/material/FormControl';
import FormHelperText from '@mui/material/FormHelperText';
import InputLabel from '@mui/material/InputLabel';
import NativeSelect from '@mui/material/NativeSelect';
import OutlinedInput from '@mui/material/OutlinedInput';
import { useId } from 'react';

export interface ChoiceFieldProps {
  label: string;
  choices: readonly { id: string; label: string }[];
  chosen: string | undefined;
  /** undefined: nothing can be chosen now. */
  choose: ((id: string) => void) | undefined;
  /** What is wrong with the choice; else a hint. */
  problem?: string | undefined;
  hint?: string | undefined;
}

/** One of a few things. The browser's own list: the largest and best known there is on a phone. */
export function ChoiceField({ label, choices, chosen, choose, problem, hint }: ChoiceFieldProps) {
  const id = useId();
  const note = problem ?? hint;
  return (
    <FormControl fullWidth disabled={!choose} error={problem !== undefined}>
      <InputLabel htmlFor={id} shrink>
        {label}
      </InputLabel>
      <NativeSelect
        input={<OutlinedInput label={label} notched />}
        inputProps={{ id, ...(note !== undefined && { 'aria-describedby': `${id}-note` }) }}
        value={chosen ?? choices[0]?.id ?? ''}
        onChange={(event) => choose?.(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.label}
          </option>
        ))}
      </NativeSelect>
      {note !== undefined && (
        <FormHelperText id={`${id}-note`} sx={{ '&.Mui-disabled': { color: 'text.secondary' } }}>
          {note}
        </FormHelperText>
      )}
    </FormControl>
  );
}
