import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NoPermission } from '@/app/(desk)/no-permission';
import { requirePage } from '@/app/session/current-user';
import { TabsNav } from '@/components/tabs-nav';
import { customerLanguageNames, customerLanguages, isCustomerLanguage } from '@/lib/core/entities/customer-language';
import { routes } from '@/lib/core/routes';
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

type MessageSettingsProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MessageSettingsPage({ searchParams }: MessageSettingsProps) {
  const { ctx, allowed } = await requirePage('/settings/messages');
  if (!allowed) return <NoPermission page="/settings/messages" />;
  const [providers, templates, { companyName }] = await Promise.all([
    listProviders(ctx),
    listMessageTemplates(ctx),
    getSettings(ctx.db),
  ]);
  const { language: asked } = await searchParams;
  const language = typeof asked === 'string' && isCustomerLanguage(asked) ? asked : 'en';
  const t = await getTranslations('messaging');
  const canChange = can(ctx.actor, 'settings.write');
  return (
    <>
      <SettingsHeader />
      <div className="flex max-w-[1200px] flex-col gap-6">
        {!canChange && <ReadOnlyNote />}
        <Providers initial={providers} testEmail={canChange ? ctx.actor.email : null} />
        <TabsNav
          label={t('languages')}
          tabs={customerLanguageNames.map((name) => ({
            href: routes.messageSettings(name),
            label: customerLanguages[name],
            isCurrent: name === language,
          }))}
        />
        {Object.values(templates[language]).map((template) => (
          <TemplateForm
            key={`${language} ${template.channel}`}
            initial={template}
            companyName={companyName}
            canChange={canChange}
          />
        ))}
        <OtherTexts templates={templates} shown={language} companyName={companyName} />
      </div>
    </>
  );
}
