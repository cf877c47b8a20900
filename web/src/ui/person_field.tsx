import Autocomplete from '@mui/material/Autocomplete';
import TextField from '@mui/material/TextField';

export interface PersonChoice {
  id: string;
  name: string;
  /** Tells two of the same name apart. */
  email: string;
}

export interface PersonFieldProps {
  label: string;
  people: readonly PersonChoice[];
  /** Id; empty for nobody yet. */
  chosen: string;
  choose: ((id: string) => void) | undefined;
  loading: boolean;
  texts: { loading: string; none: string; open: string; close: string; clear: string };
  problem: string | undefined;
}

/** One person out of many, found by typing a part of the name or the address. */
export function PersonField({ label, people, chosen, choose, loading, texts, problem }: PersonFieldProps) {
  return (
    <Autocomplete
      options={people}
      value={people.find(({ id }) => id === chosen) ?? null}
      disabled={!choose}
      loading={loading && people.length === 0}
      loadingText={texts.loading}
      noOptionsText={texts.none}
      openText={texts.open}
      closeText={texts.close}
      clearText={texts.clear}
      getOptionLabel={({ name, email }) => `${name} · ${email}`}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(option, value) => option.id === value.id}
      onChange={(_, person) => choose?.(person?.id ?? '')}
      renderInput={(params) => (
        <TextField {...params} label={label} required error={problem !== undefined} helperText={problem} />
      )}
    />
  );
}
