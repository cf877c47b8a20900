import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import type { AccountSnapshot } from '../../core/account';
import { t } from '../../i18n';
import { AppShell } from '../../ui/app_shell';

export interface AccountFrameProps<S extends string> {
  title: string;
  /** By the name that stands in the address, in the order of the navigation. */
  sections: readonly { name: S; label: string }[];
  current: S;
  signOut: AccountSnapshot['signOut'];
  children: ReactNode;
}

/** Around every page of somebody who is signed in: where one is, where else one can go, and the way out. */
export function AccountFrame<S extends string>({ title, sections, current, signOut, children }: AccountFrameProps<S>) {
  return (
    <AppShell
      name={t('app.name')}
      title={title}
      sections={sections.map(({ name, label }) => ({ label, href: `#${name}`, current: name === current }))}
      sectionsLabel={t('home.nav')}
      skipLabel={t('app.skip')}
      actions={
        <Button color="inherit" onClick={signOut} disabled={!signOut}>
          {t('signin.out')}
        </Button>
      }
    >
      {children}
    </AppShell>
  );
}
