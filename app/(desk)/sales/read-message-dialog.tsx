'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CopyButton } from '@/components/copy-button';
import { Dialog } from '@/components/dialog';
import { useSchemaForm } from '@/components/form';
import { DialogForm } from '@/components/form-dialog';
import { TextareaField } from '@/components/text-field';
import type { RenderedMessage } from '@/lib/domain/sales/deliveries/render-message';
import { renderMessageInput } from '@/lib/domain/sales/deliveries/schemas';
import { useWithLimitReason } from '../limit-reason';
import { renderMessageAction } from './actions';
import type { RevealRule, SaleMessage } from './read-messages';

type ReadMessageDialogProps = { message: SaleMessage; reveal: RevealRule; onClose: () => void };

/** The message in clear, to read out or to copy; kept in this dialog only. */
export function ReadMessageDialog({ message, reveal, onClose }: ReadMessageDialogProps) {
  const t = useTranslations('deliveries');
  const [rendered, setRendered] = useState<RenderedMessage | null>(null);
  return (
    <Dialog
      title={t('readTitle')}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={rendered && <CopyButton value={rendered.text} label={t('copyMessage')} wide size="md" />}
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
        <AskToRead
          deliveryId={message.id}
          needsReason={reveal === 'with_reason'}
          onRead={setRendered}
          onCancel={onClose}
        />
      )}
    </Dialog>
  );
}

type AskToReadProps = {
  deliveryId: number;
  needsReason: boolean;
  onRead: (message: RenderedMessage) => void;
  onCancel: () => void;
};

function AskToRead({ deliveryId, needsReason, onRead, onCancel }: AskToReadProps) {
  const t = useTranslations('deliveries');
  const withReason = useWithLimitReason();
  const form = useSchemaForm(renderMessageInput, { deliveryId, reason: '' });
  return (
    <DialogForm
      form={form}
      submitLabel={t('read')}
      onCancel={onCancel}
      onSubmit={(values) =>
        withReason((limitReason) => renderMessageAction({ ...values, reason: limitReason ?? values.reason }))
      }
      onDone={onRead}
      lost={t('readFailed')}
    >
      <p className="text-muted">{t('readHint')}</p>
      {needsReason && (
        <TextareaField
          control={form.control}
          name="reason"
          label={t('readReason')}
          help={t('readReasonHelp')}
          rows={2}
          maxLength={200}
        />
      )}
    </DialogForm>
  );
}
