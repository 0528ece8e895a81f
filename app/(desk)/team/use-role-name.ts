import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { isBuiltIn, type RoleRef } from '@/lib/platform/context/roles';

/** What a role is called: a built-in one in the reader's language, one of one's own by its name. */
export function useRoleName() {
  const t = useTranslations('team');
  return useCallback(
    (ref: RoleRef, name: string | null) => name ?? (isBuiltIn(ref) ? t(`roles.${ref}.name`) : ref),
    [t],
  );
}
