'use client';

import { useTranslations } from 'next-intl';
import { usePageUser } from '@/app/session/page-user';
import { signOutAction } from '@/app/session/sign-out-action';
import { AppShell, type AppShellProps } from '@/components/app-shell';
import { toastError } from '@/components/toasts';
import { routes } from '@/lib/core/routes';
import { dropDraft } from './sell/draft';
import { SignedOutNotice } from './signed-out-notice';
import { UnseenSales } from './unseen-sales';

type DeskFrameProps = Omit<AppShellProps, 'onSignOut'> & {
  /** For whom the page is rendered. */
  userId: number;
  canSell: boolean;
};

/** The frame of every page of the desk, with what only the browser can do. */
export function DeskFrame({ userId, canSell, children, ...props }: DeskFrameProps) {
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
    <>
      <AppShell {...props} onSignOut={signOut}>
        {canSell && <UnseenSales />}
        {children}
      </AppShell>
      <SignedOutNotice />
    </>
  );
}
