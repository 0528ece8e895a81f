'use client';

import { useTranslations } from 'next-intl';
import { type ComponentType, lazy, Suspense, useState } from 'react';
import { usePageUser } from '@/app/session/page-user';
import { ProofDialog } from '@/app/session/proof-dialog';
import { SecondPersonDialog } from '@/app/session/second-person-dialog';
import { signOutAction } from '@/app/session/sign-out-action';
import { AppShell, type AppShellProps } from '@/components/app-shell';
import { toastError } from '@/components/toasts';
import type { PaymentSetting } from '@/lib/core/entities/payment-method';
import { routes } from '@/lib/core/routes';
import type { OpenOwnSale } from '@/lib/domain/sales/sales/list-open-own-sales';
import type { NamedRole } from '@/lib/platform/context/roles-that-can';
import type { CommandName } from './_find/commands';
import type { FindDialogProps } from './_find/find-dialog';
import { dropRecent } from './_find/recent';
import { LimitReasonProvider } from './limit-reason';
import { PaymentSettingsProvider } from './payment-settings';
import { dropDraft } from './sell/draft';
import { SignedOutNotice } from './signed-out-notice';
import { UnseenSales } from './unseen-sales';
import { OwnRolesProvider } from './use-roles-that-can';

// No page should bring it along. While it cannot be loaded, it does not open.
const FindDialog = lazy<ComponentType<FindDialogProps>>(() =>
  import('./_find/find-dialog').catch(() => ({ default: () => null })),
);

type DeskFrameProps = Omit<AppShellProps, 'onSignOut' | 'onFind'> & {
  /** For whom the page is rendered. */
  userId: number;
  /** Sales whose result was not shown to this seller yet; null for people who do not sell. */
  openSales: OpenOwnSale[] | null;
  ownRoles: NamedRole[];
  payments: PaymentSetting[];
  /** What can be begun by finding it; null for people who find nothing here. */
  commands: CommandName[] | null;
  canIssue: boolean;
};

/** The frame of every page of the desk, with what only the browser can do. */
export function DeskFrame(given: DeskFrameProps) {
  const { userId, openSales, ownRoles, payments, commands, canIssue, children, ...props } = given;
  const t = useTranslations('auth');
  const [isFinding, setFinding] = useState<boolean | null>(null);
  usePageUser(userId);

  const signOut = async () => {
    try {
      await signOutAction();
      dropDraft();
      dropRecent();
      // A whole new page: nothing that this person read stays in memory.
      window.location.replace(routes.signIn());
    } catch {
      toastError(t('signOutFailed'));
    }
  };

  return (
    <LimitReasonProvider>
      <AppShell {...props} onSignOut={signOut} {...(commands && { onFind: () => setFinding(true) })}>
        {openSales && <UnseenSales initial={openSales} />}
        <OwnRolesProvider value={ownRoles}>
          <PaymentSettingsProvider value={payments}>{children}</PaymentSettingsProvider>
        </OwnRolesProvider>
      </AppShell>
      {commands && isFinding !== null && (
        <Suspense fallback={null}>
          <FindDialog
            isOpen={isFinding}
            onOpenChange={setFinding}
            userId={userId}
            groups={props.groups}
            commands={commands}
            canIssue={canIssue}
          />
        </Suspense>
      )}
      <SignedOutNotice />
      <ProofDialog />
      <SecondPersonDialog />
    </LimitReasonProvider>
  );
}
