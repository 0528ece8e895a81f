import { LockKeyhole } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { routes } from '@/lib/core/routes';
import { LinkButton } from './button';
import { StatePanel } from './state-panel';

type NoPermissionProps = {
  /** What there is no access to, as a sentence: "You don't have access to the team." */
  title?: string;
  /** Who can: "An admin can." */
  who: ReactNode;
};

/** The whole page for roles without access to it: the roles that have it, and a link elsewhere. */
export function NoPermission({ title, who }: NoPermissionProps) {
  const t = useTranslations('common');
  return (
    <StatePanel
      isPage
      icon={<LockKeyhole />}
      title={title ?? t('noPermission')}
      actions={<LinkButton href={routes.today()}>{t('goToToday')}</LinkButton>}
    >
      <p>{who}</p>
    </StatePanel>
  );
}
