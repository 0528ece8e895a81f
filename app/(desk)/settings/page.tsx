import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
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
  const { ctx, allowed } = await requirePage('/settings');
  if (!allowed) return <NoPermission page="/settings" />;
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
