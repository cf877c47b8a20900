import Button from '@mui/material/Button';

export interface JoinLinkProps {
  label: string;
  /** For those who hear the page: whom one joins. Begins with `label`, so that it can be said to a voice control. */
  longLabel: string;
  /** undefined: cannot be joined now. */
  href: string | undefined;
  /** The element that says why not. */
  describedBy?: string;
  size?: 'medium' | 'large';
}

/** A link while it leads somewhere, a button that is off while it does not. */
export function JoinLink({ label, longLabel, href, describedBy, size = 'medium' }: JoinLinkProps) {
  const common = { variant: 'contained', size, 'aria-label': longLabel, 'aria-describedby': describedBy } as const;
  if (href === undefined) {
    return (
      <Button {...common} disabled data-testid="join-link">
        {label}
      </Button>
    );
  }
  return (
    <Button {...common} href={href} data-testid="join-link">
      {label}
    </Button>
  );
}
