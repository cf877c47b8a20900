import type { ReactNode } from 'react';

/** One screen in one state, drawn from plain props: no server, no devices, no time. */
export interface Story {
  /** `area/state`, stable: screenshots are named after it. */
  id: string;
  title: string;
  render: () => ReactNode;
}
