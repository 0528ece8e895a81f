import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { requireUser } from '@/app/session/current-user';
import { routes } from '@/lib/core/routes';
import { can } from '@/lib/platform/context/permissions';
import { currentSettings } from '@/lib/platform/settings/current-settings';
import { DeskFrame } from './desk-frame';
import { supplierEnvironment } from './environment';
import { navigationFor } from './navigation';

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const { actor } = await requireUser();
  const t = await getTranslations('navigation');
  const directory = await getTranslations('directory');
  const { companyName } = await currentSettings();
  const environment = supplierEnvironment();
  return (
    <DeskFrame
      appName={companyName}
      homeHref={routes.today()}
      groups={navigationFor(
        t,
        (kind) => directory(`${kind}.title`),
        (permission) => can(actor, permission),
      )}
      environment={{ label: t(`environment.${environment}`), isSandbox: environment === 'sandbox' }}
      user={{ name: actor.name, detail: t(`roles.${actor.role}`) }}
      accountHref={routes.account()}
      apiReferenceHref={routes.apiReference()}
      userId={actor.id}
      canSell={can(actor, 'sales.sell')}
    >
      {children}
    </DeskFrame>
  );
}
