'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { refusalText } from '@/app/session/refusal-text';
import { Dialog } from '@/components/dialog';
import { Instant } from '@/components/instant';
import { codeHistoryAction } from '../batch-actions';

type HistoryDialogProps = { couponId: number; code: { id: number; lastFour: string }; onClose: () => void };

/** Who deleted and restored a code, when and why. */
export function HistoryDialog({ couponId, code, onClose }: HistoryDialogProps) {
  const t = useTranslations('batches.history');
  const history = useQuery({
    queryKey: ['codes', couponId, 'history', code.id],
    queryFn: async () => {
      const result = await codeHistoryAction({ couponId, codeId: code.id });
      if (!result.ok) throw new Error(refusalText(result));
      return result.value;
    },
    gcTime: 0,
  });
  return (
    <Dialog title={t('title', { lastFour: code.lastFour })} isOpen onOpenChange={onClose}>
      <div role="status">
        {history.isPending && <p className="text-muted">{t('loading')}</p>}
        {history.error && <p className="text-danger">{history.error.message}</p>}
        {history.data?.length === 0 && <p className="text-muted">{t('empty')}</p>}
      </div>
      <ol className="divide-y divide-separator">
        {history.data?.map((change) => (
          <li key={`${change.kind} ${change.at.toISOString()}`} className="flex flex-col gap-0.5 py-2">
            <span className="flex flex-wrap justify-between gap-x-4">
              <span className="font-medium">
                {t(change.kind)} {change.isUndo && t('undo')}
              </span>
              <Instant value={change.at} exact />
            </span>
            <span className="text-13 text-muted">{t('by', { by: change.by })}</span>
            {change.reason && <span className="text-13">{change.reason}</span>}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
