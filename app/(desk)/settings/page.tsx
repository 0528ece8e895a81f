import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { requireUserWho } from '@/app/session/current-user';
import { NoPermission } from '@/components/no-permission';
import { can } from '@/lib/platform/context/permissions';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { listTimeZones } from '@/lib/platform/settings/time-zones';
import { SettingsForm } from './settings-form';
import { SettingsHeader } from './settings-header';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings');
  return { title: t('title') };
}

export default async function SettingsPage() {
  const { ctx, allowed } = await requireUserWho('settings.read');
  const t = await getTranslations();
  if (!allowed) return <NoPermission title={t('settings.noPermission')} who={t('common.adminCan')} />;
  const settings = await getSettings(ctx.db);
  return (
    <>
      <SettingsHeader />
      <SettingsForm
        settings={settings}
        timeZones={listTimeZones(settings.timeZone)}
        canChange={can(ctx.actor, 'settings.write')}
      />
    </>
  );
}
