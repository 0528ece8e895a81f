import { useTranslations } from 'next-intl';
import { Instant } from '@/components/instant';
import { ListCard, ListRow, ListRows, NothingYet, WholeListLink } from '@/components/list-card';
import { Mono } from '@/components/mono';
import { routes } from '@/lib/core/routes';
import type { RunningOut as RunningOutCoupon } from '@/lib/domain/redemptions/statistics/list-running-out';

/** What is used up next, if it goes on as it went lately. */
export function RunningOut({ coupons }: { coupons: RunningOutCoupon[] }) {
  const t = useTranslations('statistics.runningOut');
  return (
    <ListCard title={t('title')} aside={<WholeListLink href={routes.coupons()}>{t('all')}</WholeListLink>}>
      {coupons.length === 0 ? (
        <NothingYet>{t('empty')}</NothingYet>
      ) : (
        <ListRows>
          {coupons.map(({ id, code, at, left }) => (
            <ListRow key={id} href={routes.couponStatistics(id)} name={<Mono>{code}</Mono>}>
              <span className="figures shrink-0 text-13 text-muted">
                {t.rich('left', { count: left, day: () => <Instant value={at} dayOnly /> })}
              </span>
            </ListRow>
          ))}
        </ListRows>
      )}
    </ListCard>
  );
}
