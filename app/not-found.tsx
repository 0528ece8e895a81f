import { MapPinOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '@/components/button';
import { StatePanel } from '@/components/state-panel';
import { routes } from '@/lib/routes';

export default function NotFoundPage() {
  const t = useTranslations('common.notFound');
  return (
    <main className="flex min-h-[70dvh] items-center justify-center">
      <StatePanel
        isPage
        icon={<MapPinOff />}
        title={t('title')}
        actions={<LinkButton href={routes.today()}>{t('action')}</LinkButton>}
      >
        <p>{t('text')}</p>
      </StatePanel>
    </main>
  );
}
