'use client';

import { useTranslations } from 'next-intl';
import { useRolesThatCan } from '@/app/(desk)/use-roles-that-can';

/** Above settings that this user can read and not change. */
export function ReadOnlyNote() {
  const t = useTranslations('settings');
  return <p className="text-muted">{t('readOnly', { roles: useRolesThatCan('settings.write') })}</p>;
}
