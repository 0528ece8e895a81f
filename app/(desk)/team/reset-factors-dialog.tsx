'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { refusalText } from '@/app/session/refusal-text';
import { useAction } from '@/app/session/use-action';
import { ConfirmDialog } from '@/components/dialog';
import { toastError, toastSuccess } from '@/components/toasts';
import type { UserSummary } from '@/lib/domain/access/team/user-summary';
import { resetFactorsAction } from './actions';

type ResetFactorsDialogProps = { user: UserSummary; onClose: () => void };

/** For who has lost their phone, their passkey and their recovery codes. */
export function ResetFactorsDialog({ user, onClose }: ResetFactorsDialogProps) {
  const t = useTranslations('team.factors');
  const queryClient = useQueryClient();
  const reset = useAction(resetFactorsAction, {
    onSuccess: (result) => {
      if (result.ok) toastSuccess(t('done', { name: user.name }));
      else toastError(refusalText(result));
    },
    onError: () => toastError(t('failed')),
    onSettled: () => {
      onClose();
      return queryClient.invalidateQueries({ queryKey: ['team'] });
    },
  });
  return (
    <ConfirmDialog
      title={t('title', { name: user.name })}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      confirmLabel={t('confirm')}
      isPending={reset.isPending}
      onConfirm={() => reset.mutate({ userId: user.id })}
    >
      <p className="text-muted text-pretty">{t('text')}</p>
    </ConfirmDialog>
  );
}
