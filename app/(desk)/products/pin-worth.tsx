import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useListWords } from '@/components/use-list-words';
import { formatPaisa } from '@/lib/core/money';
import type { PinWorth } from '@/lib/domain/coupons/coupons/pin-worth.sql';

/** What a PIN is worth, as one says it: how much comes off, at most how much, and of what. */
export function useWorthWords(): (worth: PinWorth) => string {
  const t = useTranslations('products.worth');
  const listed = useListWords();
  return ({ discount, amountOff, maximumOff, covers }) => {
    const off = amountOff === null ? `${discount}%` : formatPaisa(amountOff);
    const value = maximumOff === null ? t('off', { off }) : t('capped', { off, most: formatPaisa(maximumOff) });
    const names = covers.length > 5 ? [...covers.slice(0, 5), '…'] : covers;
    const of = names.length > 0 ? listed(names, 'disjunction') : t('anything');
    return t('whole', { value, of });
  };
}

/** Said in red where a PIN is worth as much as whatever it is used for. */
export function WorthWarning({ worth }: { worth: PinWorth }) {
  const t = useTranslations('products.worth');
  if (!worth.isUnbounded) return null;
  return (
    <p className="mt-4 flex gap-2 rounded-lg bg-danger-soft p-3 text-pretty text-danger-soft-foreground">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {t('unbounded')}
    </p>
  );
}
