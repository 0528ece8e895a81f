'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { postJson } from '@/app/session/post-file';
import { useSingleMutation } from '@/app/session/use-single-mutation';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { SkeletonBar, SkeletonGroup } from '@/components/skeleton';
import { toastError } from '@/components/toasts';
import { useRefusalWords } from '@/components/use-refusal-words';
import { ReadFailed } from '../read-failed';
import { asName } from './as-name';
import { kindOf, undoPlanQuery } from './import-queries';
import { Staying } from './staying';

export type UndoDialogProps = {
  address: string;
  imported: { id: number; fileName: string };
  /** The undo is under way. */
  onStarted: () => void;
  onClose: () => void;
};

/** Says what the undo of an import takes back, and names what stays because something happened to it since; then has it done. */
export function UndoDialog({ address, imported: { id, fileName }, onStarted, onClose }: UndoDialogProps) {
  const t = useTranslations('imports');
  const common = useTranslations('common');
  const refusals = useRefusalWords();
  const { data: plan, error, refetch } = useQuery(undoPlanQuery(address, id));
  const undo = useSingleMutation({
    mutationFn: () => postJson(`${address}/imports/undo`, { id }),
    onSuccess: () => {
      onStarted();
      onClose();
    },
    onError: ({ message }) => toastError(t('undoFailed', { message: refusals(message) })),
  });
  return (
    <Dialog
      title={t.rich('undoing.title', {
        name: fileName || t('recent.noName'),
        file: asName,
      })}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button onPress={onClose}>{common('cancel')}</Button>
          <Button
            look="danger"
            onPress={() => undo.mutate()}
            isPending={undo.isPending}
            isDisabled={!plan || plan.takes === 0}
          >
            {t('undoing.confirm')}
          </Button>
        </>
      }
    >
      {error && <ReadFailed error={error} onRetry={() => void refetch()} />}
      {!plan && !error && (
        <SkeletonGroup className="flex flex-col gap-3">
          <SkeletonBar />
          <SkeletonBar />
        </SkeletonGroup>
      )}
      {plan && (
        <div className="flex flex-col gap-3">
          <p className="text-pretty">
            {t('undoing.takes', { count: plan.takes })} {plan.takes > 0 && t('undoing.how', { kind: kindOf(address) })}
          </p>
          {plan.staying > 0 && (
            <div>
              <p>{t('undoing.stays', { count: plan.staying })}</p>
              <Staying {...plan} />
            </div>
          )}
          {plan.gone > 0 && <p>{t('undoing.gone', { count: plan.gone })}</p>}
        </div>
      )}
    </Dialog>
  );
}
