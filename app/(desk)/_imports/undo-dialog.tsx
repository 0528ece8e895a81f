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
import { kindOf, undoPlanQuery } from './import-queries';

export type Undone = { undone: number; staying: number };

export type UndoDialogProps = {
  address: string;
  imported: { id: number; fileName: string };
  onUndone: (undone: Undone) => void;
  onClose: () => void;
};

/** Says what the undo of an import takes back, and names what stays because something happened to it since; then does it. */
export function UndoDialog({ address, imported: { id, fileName }, onUndone, onClose }: UndoDialogProps) {
  const t = useTranslations('imports');
  const common = useTranslations('common');
  const refusals = useRefusalWords();
  const { data: plan, error, refetch } = useQuery(undoPlanQuery(address, id));
  const undo = useSingleMutation({
    mutationFn: () => postJson<Undone>(`${address}/undo`, { id }),
    onSuccess: (undone) => {
      onUndone(undone);
      onClose();
    },
    onError: ({ message }) => toastError(t('undoFailed', { message: refusals(message) })),
  });
  return (
    <Dialog
      title={t.rich('undoing.title', {
        name: fileName || t('recent.noName'),
        file: (name) => <bdi>{name}</bdi>,
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
              <ul className="mt-1 list-disc ps-5">
                {plan.stays.map(({ id: stays, name, why }) => (
                  <li key={stays} className="wrap-anywhere">
                    {name}: {t(`undoing.why.${why}`)}
                  </li>
                ))}
                {plan.staying > plan.stays.length && (
                  <li>{t('undoing.more', { count: plan.staying - plan.stays.length })}</li>
                )}
              </ul>
            </div>
          )}
          {plan.gone > 0 && <p>{t('undoing.gone', { count: plan.gone })}</p>}
        </div>
      )}
    </Dialog>
  );
}
