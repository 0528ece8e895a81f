'use client';

import { useTranslations } from 'next-intl';
import { signOutAction } from '@/app/session/sign-out-action';
import { Button } from '@/components/button';
import { toastError } from '@/components/toasts';
import { routes } from '@/lib/core/routes';

export function SignOutButton() {
  const t = useTranslations('auth');
  const common = useTranslations('factors.required');
  const signOut = async () => {
    try {
      await signOutAction();
      window.location.replace(routes.signIn());
    } catch {
      toastError(t('signOutFailed'));
    }
  };
  return (
    <Button look="quiet" size="sm" onPress={signOut}>
      {common('signOut')}
    </Button>
  );
}
