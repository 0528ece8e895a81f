'use client';

import { LockKeyhole } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/button';
import { StatePanel } from '@/components/state-panel';
import { routes } from '@/lib/core/routes';
import { type GuardedPage, pagePermissions } from '@/lib/platform/context/page-permissions';
import { useRolesThatCan } from './use-roles-that-can';

/** In place of a page for a user without its permission: which roles hold that, and a way on. */
export function NoPermission({ page }: { page: GuardedPage }) {
  const t = useTranslations('common');
  const roles = useRolesThatCan(pagePermissions[page]);
  return (
    <StatePanel
      isPage
      icon={<LockKeyhole />}
      title={t('noPermission.title')}
      actions={<LinkButton href={routes.today()}>{t('goToToday')}</LinkButton>}
    >
      <p>{t('noPermission.roles', { roles })}</p>
    </StatePanel>
  );
}
