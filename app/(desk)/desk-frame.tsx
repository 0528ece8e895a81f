'use client';

import { useTranslations } from 'next-intl';
import { usePageUser } from '@/app/session/page-user';
import { ProofDialog } from '@/app/session/proof-dialog';
import { SecondPersonDialog } from '@/app/session/second-person-dialog';
import { signOutAction } from '@/app/session/sign-out-action';
import { AppShell, type AppShellProps } from '@/components/app-shell';
import { toastError } from '@/components/toasts';
import { routes } from '@/lib/core/routes';
import type { OpenOwnSale } from '@/lib/domain/sales/sales/list-open-own-sales';
import type { NamedRole } from '@/lib/platform/context/roles-that-can';
import { LimitReasonProvider } from './limit-reason';
import { dropDraft } from './sell/draft';
import { SignedOutNotice } from './signed-out-notice';
import { UnseenSales } from './unseen-sales';
import { OwnRolesProvider } from './use-roles-that-can';

type DeskFrameProps = Omit<AppShellProps, 'onSignOut'> & {
  /** For whom the page is rendered. */
  userId: number;
  /** Sales whose result was not shown to this seller yet; null for people who do not sell. */
  openSales: OpenOwnSale[] | null;
  ownRoles: NamedRole[];
};

/** The frame of every page of the desk, with what only the browser can do. */
export function DeskFrame({ userId, openSales, ownRoles, children, ...props }: DeskFrameProps) {
  const t = useTranslations('auth');
  usePageUser(userId);

  const signOut = async () => {
    try {
      await signOutAction();
      dropDraft();
      // A whole new page: nothing that this person read stays in memory.
      window.location.replace(routes.signIn());
    } catch {
      toastError(t('signOutFailed'));
    }
  };

  return (
    <LimitReasonProvider>
      <AppShell {...props} onSignOut={signOut}>
        {openSales && <UnseenSales initial={openSales} />}
        <OwnRolesProvider value={ownRoles}>{children}</OwnRolesProvider>
      </AppShell>
      <SignedOutNotice />
      <ProofDialog />
      <SecondPersonDialog />
    </LimitReasonProvider>
  );
}
