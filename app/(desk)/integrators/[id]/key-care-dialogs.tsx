'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/app/session/use-action';
import { Dialog } from '@/components/dialog';
import { DialogBar } from '@/components/dialog-bar';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
import { NumberField } from '@/components/number-field';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import type { IntegratorKeySummary } from '@/lib/domain/access/integrators/list-integrators';
import { changeKeyInput, replaceKeyInput } from '@/lib/domain/access/integrators/schemas';
import { changeKeyAction, replaceKeyAction } from '../actions';
import { isForCoupons, KeyLimitFields } from '../key-limit-fields';

type KeyCareProps = { apiKey: IntegratorKeySummary; onClose: () => void; onDone: () => void };

/** Its name, its end and what it is limited to. */
export function ChangeKeyDialog({ apiKey, onClose, onDone }: KeyCareProps) {
  const t = useTranslations('integrators');
  const { id: keyId, prefix, name, expiresAt, networks, couponLimit, coupons, scopes } = apiKey;
  const form = useSchemaForm(changeKeyInput, {
    ...{ keyId, name, expiresAt, couponLimit, networks: networks.join(', ') },
    couponIds: coupons.map(({ id }) => id),
  });
  const { mutateAsync } = useAction(changeKeyAction);
  return (
    <Dialog title={t('change.title', { prefix })} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Form
        form={form}
        guard={false}
        className="flex flex-col gap-5"
        onSubmit={async (values) => {
          const result = await mutateAsync(values);
          if (!result.ok) return showServerErrors(form, result);
          toastSuccess(t('change.done', { prefix }));
          onDone();
          onClose();
        }}
      >
        <TextField
          control={form.control}
          name="name"
          label={t('form.keyName')}
          help={t('form.keyNameHelp')}
          maxLength={60}
          autoFocus
          optional
        />
        <KeyLimitFields hasCoupons={isForCoupons(scopes)} named={coupons} />
        <DialogBar label={t('change.submit')} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}

type ReplaceKeyProps = Omit<KeyCareProps, 'onDone'> & { onMade: (key: string) => void };

/** A new key with the same rights, while the old one works on for some hours. */
export function ReplaceKeyDialog({ apiKey: { id: keyId, prefix }, onClose, onMade }: ReplaceKeyProps) {
  const t = useTranslations('integrators.replace');
  const form = useSchemaForm(replaceKeyInput, { keyId, overlapHours: 24 });
  const { mutateAsync } = useAction(replaceKeyAction);
  return (
    <Dialog title={t('title', { prefix })} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Form
        form={form}
        guard={false}
        className="flex flex-col gap-5"
        onSubmit={async (values) => {
          const result = await mutateAsync(values);
          if (!result.ok) return showServerErrors(form, result);
          onClose();
          onMade(result.value.key);
        }}
      >
        <p className="text-muted text-pretty">{t('text')}</p>
        <NumberField
          control={form.control}
          name="overlapHours"
          label={t('overlap')}
          help={t('overlapHelp')}
          autoFocus
        />
        <DialogBar label={t('submit')} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}
