'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { deskClient, read } from '@/app/session/desk-client';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { ErrorState } from '@/components/error-state';
import { Instant } from '@/components/instant';
import { couponFields } from '@/lib/core/entities/coupon';
import type { CouponSaving } from '@/lib/domain/coupons/coupons/stale-coupon';
import { useFieldWords } from '../_fields/use-field-words';
import type { CouponItem } from './coupon-queries';

type StaleDialogProps = {
  couponId: number;
  /** What was saved since the form was opened, as the refusal says. */
  savings: CouponSaving[];
  /** The fields that this person changed. */
  mine: string[];
  onClose: () => void;
  onChoose: (theirs: CouponItem, keepMine: boolean) => void;
};

/** For the second of two people who edit at once: who saved what, and which to go on with. */
export function StaleDialog({ couponId, savings, mine, onClose, onChoose }: StaleDialogProps) {
  const t = useTranslations('coupons.stale');
  const theirs = useQuery({
    queryKey: ['coupons', 'latest', couponId],
    queryFn: () => read(deskClient.coupons[':id{[1-9][0-9]{0,14}}'].$get({ param: { id: String(couponId) } })),
    staleTime: 0,
    gcTime: 0,
  });
  const latest = theirs.data;
  const overlaps = savings.some(({ changed }) => mine.some((name) => name in changed));
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
      <ul className="mt-3 flex flex-col gap-3">
        {savings.map((saving) => (
          <li key={saving.at + saving.by}>
            <Saving saving={saving} mine={mine} />
          </li>
        ))}
      </ul>
      {overlaps && <p className="mt-3 text-warning-soft-foreground">{t('overlap')}</p>}
      {theirs.isError && <ErrorState onRetry={() => void theirs.refetch()} />}
    </Dialog>
  );
}

function Saving({ saving: { by, at, changed }, mine }: { saving: CouponSaving; mine: string[] }) {
  const t = useTranslations('coupons.stale');
  const words = useFieldWords(couponFields, 'coupons');
  return (
    <>
      <h3 className="font-medium">
        {by}, <Instant value={at} />
      </h3>
      <ul className="mt-1 list-disc ps-5 wrap-anywhere">
        {Object.entries(changed).map(([name, [from, to]]) => (
          <li key={name}>
            {t('change', { field: words.label(name), from: words.value(name, from), to: words.value(name, to) })}
            {mine.includes(name) && <span className="text-muted"> {t('mineToo')}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
