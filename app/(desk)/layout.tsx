import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { LayoutTexts } from '@/app/_texts/texts';
import { DataProviders } from '@/app/data-providers';
import { requireUser } from '@/app/session/current-user';
import { routes } from '@/lib/core/routes';
import { listOpenOwnSales } from '@/lib/domain/sales/sales/list-open-own-sales';
import { takesPart } from '@/lib/platform/approvals/list-approvals';
import { isAnyOn, readFourEyes } from '@/lib/platform/approvals/read-four-eyes';
import { readOwnRoles } from '@/lib/platform/context/assert-can';
import { canOpen } from '@/lib/platform/context/page-permissions';
import { can } from '@/lib/platform/context/permissions';
import { isBuiltIn } from '@/lib/platform/context/roles';
import { currentSettings } from '@/lib/platform/settings/current-settings';
import { allowedCommands } from './_find/commands';
import { DeskFrame } from './desk-frame';
import { supplierEnvironment } from './environment';
import { navigationFor } from './navigation';

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const ctx = await requireUser();
  const { actor, db } = ctx;
  const t = await getTranslations('navigation');
  const directory = await getTranslations('directory');
  const { companyName, paymentMethods } = await currentSettings();
  const environment = supplierEnvironment();
  const isPartner = actor.role === 'partner';
  const hasApprovals = takesPart(actor) && isAnyOn(await readFourEyes(db));
  return (
    <LayoutTexts of="app/(desk)">
      <DataProviders>
        <DeskFrame
          appName={companyName}
          homeHref={isPartner ? routes.partner() : routes.today()}
          groups={navigationFor(
            t,
            (kind) => directory(`${kind}.title`),
            (page) => canOpen(actor, page) && (page !== '/approvals' || hasApprovals),
          )}
          environment={{ label: t(`environment.${environment}`), isSandbox: environment === 'sandbox' }}
          user={{ name: actor.name, detail: isBuiltIn(actor.role) ? t(`roles.${actor.role}`) : actor.role.name }}
          accountHref={routes.account()}
          {...(canOpen(actor, '/exports') && { exportsHref: routes.exports() })}
          apiReferenceHref={routes.apiReference()}
          userId={actor.id}
          openSales={can(actor, 'sales.sell') ? await listOpenOwnSales(ctx) : null}
          // Which roles an organization has, and how its customers pay, is nothing to its partners.
          ownRoles={isPartner ? [] : await readOwnRoles(db)}
          payments={isPartner ? [] : paymentMethods}
          commands={can(actor, 'sales.read') ? allowedCommands((page) => canOpen(actor, page)) : null}
          canIssue={canOpen(actor, '/coupons/[id]/codes/issue')}
        >
          {children}
        </DeskFrame>
      </DataProviders>
    </LayoutTexts>
  );
}
