import { useTranslations } from 'next-intl';
import { PageHeader } from '@/components/page-header';
import { TabsNav } from '@/components/tabs-nav';
import { routes } from '@/lib/core/routes';

export function SettingsHeader() {
  const t = useTranslations('settings');
  const tabs = [
    { href: routes.settings(), label: t('organization') },
    { href: routes.messageSettings(), label: t('messages') },
    { href: routes.securitySettings(), label: t('security') },
    { href: routes.limitSettings(), label: t('limits') },
    { href: routes.retentionSettings(), label: t('retention') },
  ];
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <TabsNav label={t('title')} tabs={tabs} />
    </>
  );
}
