import { useFormatter, useTranslations } from 'next-intl';
import { type Permission, rolesThatCan } from '@/lib/platform/context/permissions';

/** The roles that hold a permission, for the middle of a sentence: `admins and support staff`. */
export function useRolesThatCan(permission: Permission): string {
  const t = useTranslations('common.roles');
  const format = useFormatter();
  return format.list(
    rolesThatCan(permission).map((role) => t(role)),
    { type: 'conjunction' },
  );
}
