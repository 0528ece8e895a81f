import { useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { formatPaisa } from '@/lib/core/money';
import type { Replay } from '@/lib/domain/redemptions/redemptions/try-change';

/** What a change would have done, in a few sentences. */
export function ReplayWords({ replay }: { replay: Replay }) {
  const t = useTranslations('coupons.replay');
  const { days, letIn, turnedAway, unknown, moreOffPaisa, pauses, firstPauseAt, isPartial } = replay;
  const isSame = letIn === 0 && turnedAway === 0 && unknown === 0 && moreOffPaisa === 0 && pauses === 0;
  const off = moreOffPaisa === 0 ? 'same' : moreOffPaisa > 0 ? 'more' : 'less';
  return (
    <>
      <p>
        {isSame
          ? t('same', { days })
          : t('result', { days, letIn, turnedAway, off, amount: formatPaisa(Math.abs(moreOffPaisa)) })}
      </p>
      {firstPauseAt && (
        <p className="mt-1">{t.rich('pauses', { count: pauses, at: () => <Instant value={firstPauseAt} exact /> })}</p>
      )}
      {unknown > 0 && <p className="mt-1 text-muted">{t('unknown', { count: unknown })}</p>}
      {isPartial && <p className="mt-1 text-muted">{t('partial')}</p>}
    </>
  );
}
