'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { deskClient, read } from '@/app/session/desk-client';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { ErrorState } from '@/components/error-state';
import { SkeletonBar, SkeletonGroup } from '@/components/skeleton';
import type { CouponItem } from './coupon-queries';
import { useCouponSentences } from './coupon-sentences';

type StaleDialogProps = {
  /** As it was when the form was opened. */
  mine: CouponItem;
  onClose: () => void;
  onChoose: (theirs: CouponItem, keepMine: boolean) => void;
};

/** For the second of two people who edit at once: what the first one saved, and which to go on with. */
export function StaleDialog({ mine, onClose, onChoose }: StaleDialogProps) {
  const t = useTranslations('coupons.stale');
  const theirs = useQuery({
    queryKey: ['coupons', 'latest', mine.id],
    queryFn: () => read(deskClient.coupons[':id{[0-9]{1,15}}'].$get({ param: { id: String(mine.id) } })),
    staleTime: 0,
    gcTime: 0,
  });
  const latest = theirs.data;
  return (
    <Dialog
      title={t('title')}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button isDisabled={!latest} onPress={() => latest && onChoose(latest, false)}>
            {t('discard')}
          </Button>
          <Button look="primary" isDisabled={!latest} onPress={() => latest && onChoose(latest, true)}>
            {t('keep')}
          </Button>
        </>
      }
    >
      <p>{t('text')}</p>
      {theirs.isPending && (
        <SkeletonGroup className="mt-3">
          <SkeletonBar className="h-3 w-2/3" />
        </SkeletonGroup>
      )}
      {theirs.isError && <ErrorState onRetry={() => void theirs.refetch()} />}
      {latest && <Changes before={mine} after={latest} />}
    </Dialog>
  );
}

function Changes({ before, after }: { before: CouponItem; after: CouponItem }) {
  const t = useTranslations('coupons.stale');
  const known = new Set(useCouponSentences(before));
  const changed = useCouponSentences(after).filter((sentence) => !known.has(sentence));
  return (
    <div className="mt-3">
      <h3 className="font-medium">{t('changed')}</h3>
      {changed.length === 0 ? (
        <p className="text-muted">{t('nothing')}</p>
      ) : (
        <ul className="mt-1 list-disc ps-5">
          {changed.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
