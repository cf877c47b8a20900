import { useSection } from '../../hooks/use_section';

export const ADMIN_SECTIONS = ['sessions', 'users', 'live', 'profile'] as const;
export type AdminSection = (typeof ADMIN_SECTIONS)[number];

export function useAdminSection(): AdminSection {
  return useSection(ADMIN_SECTIONS);
}
