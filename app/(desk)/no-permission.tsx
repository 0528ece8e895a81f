import { LockKeyhole } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/button';
import { StatePanel } from '@/components/state-panel';
import { routes } from '@/lib/core/routes';
import type { Permission } from '@/lib/platform/context/permissions';
import { useRolesThatCan } from './use-roles-that-can';

/** In place of a page for a user without its permission: which roles hold it, and a way on. */
export function NoPermission({ permission }: { permission: Permission }) {
  const t = useTranslations('common');
  const roles = useRolesThatCan(permission);
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
