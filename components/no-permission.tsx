import { LockKeyhole } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { StatePanel } from './state-panel';

type NoPermissionProps = {
  /** What is closed, as a sentence: "You may not see the team." */
  title?: string;
  /** Who can: "An admin can." */
  who: ReactNode;
  action?: ReactNode;
  isPage?: boolean;
};

export function NoPermission({ title, who, action, isPage = false }: NoPermissionProps) {
  const t = useTranslations('common');
  return (
    <StatePanel icon={<LockKeyhole />} title={title ?? t('noPermission')} actions={action} isPage={isPage}>
      <p>{who}</p>
    </StatePanel>
  );
}
