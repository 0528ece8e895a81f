import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { listProviders } from '@/lib/domain/sales/deliveries/list-providers';
import { listMessageTemplates } from '@/lib/domain/sales/deliveries/message-templates';
import { can } from '@/lib/platform/context/permissions';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { ReadOnlyNote } from '../read-only-note';
import { SettingsHeader } from '../settings-header';
import { OtherTexts } from './other-texts';
import { Providers } from './providers';
import { TemplateForm } from './template-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('messaging');
  return { title: t('title') };
}

export default async function MessageSettingsPage() {
  const { ctx, allowed } = await requirePage('/settings/messages');
  if (!allowed) return <NoPermission page="/settings/messages" />;
  const [providers, templates, { companyName }] = await Promise.all([
    listProviders(ctx),
    listMessageTemplates(ctx),
    getSettings(ctx.db),
  ]);
  const canChange = can(ctx.actor, 'settings.write');
  return (
    <>
      <SettingsHeader />
      <div className="flex max-w-[1200px] flex-col gap-6">
        {!canChange && <ReadOnlyNote />}
        <Providers initial={providers} testEmail={canChange ? ctx.actor.email : null} />
        <TemplateForm initial={templates.sms} companyName={companyName} canChange={canChange} />
        <TemplateForm initial={templates.email} companyName={companyName} canChange={canChange} />
        <OtherTexts templates={templates} companyName={companyName} />
      </div>
    </>
  );
}
