import { LockKeyhole } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { routes } from '@/lib/core/routes';
import { LinkButton } from './button';
import { StatePanel } from './state-panel';

type NoPermissionProps = {
  /** What is closed, as a sentence: "You may not see the team." */
  title?: string;
  /** Who can: "An admin can." */
  who: ReactNode;
};

/** All that a page has for whoever may not see it: who may, and a way on. */
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
