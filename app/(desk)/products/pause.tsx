'use client';

import { Pause } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '@/components/dialog';

export function PausedNotice() {
  const t = useTranslations('products.paused');
  return (
    <div role="status" className="mb-5 flex gap-3 rounded-xl bg-warning-soft p-4 text-warning-soft-foreground">
      <Pause aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p>
        <span className="font-medium">{t('title')}.</span> {t('text')}
      </p>
    </div>
  );
}

type PauseDialogProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void; onConfirm: () => void };

export function PauseDialog(props: PauseDialogProps) {
  const t = useTranslations('products.paused');
  return (
    <ConfirmDialog title={t('confirmTitle')} confirmLabel={t('confirm')} {...props}>
      {t('confirmText')}
    </ConfirmDialog>
  );
}
