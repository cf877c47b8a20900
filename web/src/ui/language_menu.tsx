import { styled } from '@mui/material/styles';

const Select = styled('select')(({ theme }) => ({
  font: 'inherit',
  fontSize: 14,
  minHeight: 36,
  maxWidth: '9.5em',
  marginLeft: 4,
  padding: '4px 6px',
  color: 'inherit',
  backgroundColor: 'transparent',
  border: '1px solid transparent',
  borderRadius: 8,
  '&:hover': { borderColor: 'currentColor' },
  '& option': {
    color: (theme.vars ?? theme).palette.text.primary,
    backgroundColor: (theme.vars ?? theme).palette.background.paper,
  },
}));

export interface LanguageMenuProps<L extends string> {
  label: string;
  /** By code, each in its own language. */
  languages: Readonly<Record<L, string>>;
  chosen: L;
  choose: (language: L) => void;
}

/** The browser's own list: it is the one that every screen reader and every phone knows best. */
export function LanguageMenu<L extends string>({ label, languages, chosen, choose }: LanguageMenuProps<L>) {
  return (
    <Select
      aria-label={label}
      data-testid="language"
      value={chosen}
      onChange={(event) => {
        choose(event.target.value as L);
      }}
    >
      {(Object.keys(languages) as L[]).map((code) => (
        <option key={code} value={code} lang={code}>
          {languages[code]}
        </option>
      ))}
    </Select>
  );
}
