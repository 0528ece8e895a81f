import { MapPinOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/button';
import { StatePanel } from '@/components/state-panel';
import { routes } from '@/lib/core/routes';

export function NotFoundPanel() {
  const t = useTranslations('common');
  return (
    <StatePanel
      isPage
      icon={<MapPinOff />}
      title={t('notFound.title')}
      actions={<LinkButton href={routes.today()}>{t('goToToday')}</LinkButton>}
    >
      <p>{t('notFound.text')}</p>
    </StatePanel>
  );
}
