'use client';

import { useTranslations } from 'next-intl';
import { useAction } from '@/app/session/use-action';
import { Button } from '@/components/button';
import { toastError } from '@/components/toasts';
import { rotateSecretAction } from './actions';

type RotateSecretProps = {
  id: number;
  onDone: (made: { id: number; secret: string }) => void;
  onCancel: () => void;
};

export function RotateSecret({ id, onDone, onCancel }: RotateSecretProps) {
  const t = useTranslations();
  // Nothing of the answer is kept: it holds the secret.
  const rotate = useAction(rotateSecretAction, {
    gcTime: 0,
    onSuccess: (result) => {
      if (result.ok) return onDone(result.value);
      const { message, requestId } = result;
      toastError(t('webhooks.failed.server', { message, requestId }));
    },
    onError: () => toastError(t('webhooks.failed.offline')),
  });
  return (
    <div className="flex flex-col gap-5">
      <p>{t('webhooks.rotate.text')}</p>
      <div className="flex flex-wrap justify-end gap-2 max-sm:flex-col-reverse">
        <Button onPress={onCancel} isDisabled={rotate.isPending}>
          {t('common.cancel')}
        </Button>
        <Button look="primary" onPress={() => rotate.mutate({ id })} isPending={rotate.isPending}>
          {t('webhooks.rotate.confirm')}
        </Button>
      </div>
    </div>
  );
}
