'use client';

import { Eye } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import { CopyButton } from '@/components/copy-button';
import { Dialog } from '@/components/dialog';
import { toastError } from '@/components/toasts';
import type { RenderedMessage } from '@/lib/deliveries/render-message';
import { renderMessageAction } from './actions';
import type { SaleMessage } from './read-messages';

type ReadMessageDialogProps = { message: SaleMessage; onClose: () => void };

/** The message in clear, to read out or to copy; kept in this dialog only. */
export function ReadMessageDialog({ message, onClose }: ReadMessageDialogProps) {
  const t = useTranslations('deliveries');
  const [rendered, setRendered] = useState<RenderedMessage | null>(null);
  const [isPending, setPending] = useState(false);

  const show = async () => {
    setPending(true);
    const result = await renderMessageAction({ deliveryId: message.id }).catch(() => null);
    setPending(false);
    if (result?.ok) setRendered(result.value);
    else toastError(result?.message ?? t('readFailed'));
  };

  return (
    <Dialog
      title={t('readTitle')}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        rendered ? (
          <CopyButton value={rendered.text} label={t('copyMessage')} wide size="md" />
        ) : (
          <Button look="primary" icon={<Eye />} onPress={() => void show()} isPending={isPending}>
            {t('read')}
          </Button>
        )
      }
    >
      {rendered ? (
        <div className="flex flex-col gap-3">
          {rendered.subject && (
            <p>
              <span className="text-muted">{t('subject')}: </span>
              {rendered.subject}
            </p>
          )}
          <pre className="rounded-lg bg-default p-3 font-sans text-sm whitespace-pre-wrap wrap-anywhere">
            {rendered.text}
          </pre>
        </div>
      ) : (
        <p className="text-muted">{t('readHint')}</p>
      )}
    </Dialog>
  );
}
