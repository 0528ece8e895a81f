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
  const t = useTranslations('webhooks');
  const common = useTranslations('common');
  // Nothing of the answer is kept: it holds the secret.
  const rotate = useAction(rotateSecretAction, {
    gcTime: 0,
    onSuccess: (result) => {
      if (result.ok) return onDone(result.value);
      const { message, requestId } = result;
      toastError(t('failed.server', { message, requestId }));
    },
    onError: () => toastError(t('failed.offline')),
  });
  return (
    <div className="flex flex-col gap-5">
      <p>{t('rotate.text')}</p>
      <div className="flex flex-wrap justify-end gap-2 max-sm:flex-col-reverse">
        <Button onPress={onCancel} isDisabled={rotate.isPending}>
          {common('cancel')}
        </Button>
        <Button look="primary" onPress={() => rotate.mutate({ id })} isPending={rotate.isPending}>
          {t('rotate.confirm')}
        </Button>
      </div>
    </div>
  );
}
