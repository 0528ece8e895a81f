import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { CopyButton } from '@/components/copy-button';
import { Facts } from '@/components/form-layout';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { StatTile } from '@/components/stat-tile';
import { couponFields } from '@/lib/core/entities/coupon';
import { entriesOf } from '@/lib/core/entities/field';
import type { KeysetPage } from '@/lib/core/keyset';
import { routes } from '@/lib/core/routes';
import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import { describeDiscount, offText } from '@/lib/domain/coupons/coupons/describe-discount';
import type { TvodPriceLink, UserGroupLink } from '@/lib/domain/coupons/coupons/list-links';
import { countUsedDays } from '@/lib/domain/redemptions/statistics/days';
import type { CouponStatistics } from '@/lib/domain/redemptions/statistics/get-coupon-statistics';
import { useFieldWords } from '../../_fields/use-field-words';
import { CouponPlainWords } from './coupon-plain-words';
import { RedemptionsByDay } from './redemptions-by-day';

const shownDays = 60;

type CouponOverviewProps = {
  coupon: Coupon;
  statistics: CouponStatistics;
  groups: KeysetPage<UserGroupLink>;
  prices: KeysetPage<TvodPriceLink>;
};

export function CouponOverview({ coupon, statistics, groups, prices }: CouponOverviewProps) {
  const t = useTranslations('coupons.overview');
  return (
    <div className="flex max-w-[1200px] flex-col gap-6">
      <Tiles coupon={coupon} statistics={statistics} />
      {statistics.byDay.length > 0 && (
        <section className="card p-5">
          <RedemptionsByDay days={countUsedDays(statistics.byDay, shownDays)} timeZone={statistics.timeZone} />
        </section>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_320px]">
        <section className="card p-5">
          <h2 className="mb-4 text-base font-semibold">{t('facts')}</h2>
          <Rule coupon={coupon} />
        </section>
        <div className="flex flex-col gap-6">
          <section className="card p-5">
            <CouponPlainWords coupon={coupon} codesOut={statistics.codes.available + statistics.codes.sold} />
          </section>
          <section className="card p-5">
            <h2 className="mb-3 text-base font-semibold">{t('links')}</h2>
            <h3 className="text-13 text-muted">{t('groups')}</h3>
            <Linked none={t(prices.rows.length > 0 ? 'none' : 'anyUser')} hasMore={groups.next !== null}>
              {groups.rows.map((group) => (
                <li key={group.id}>{group.name}</li>
              ))}
            </Linked>
            <h3 className="mt-4 text-13 text-muted">{t('prices')}</h3>
            <Linked none={t(groups.rows.length > 0 ? 'none' : 'anyPrice')} hasMore={prices.next !== null}>
              {prices.rows.map((price) => (
                <li key={price.id} className="flex justify-between gap-4">
                  <span className="min-w-0 wrap-anywhere">{price.name}</span>
                  <Money paisa={price.pricePaisa} />
                </li>
              ))}
            </Linked>
          </section>
        </div>
      </div>
    </div>
  );
}

function Linked({ none, hasMore, children }: { none: string; hasMore: boolean; children: ReactNode[] }) {
  if (children.length === 0) return <p>{none}</p>;
  return (
    <ul className="flex flex-col gap-1">
      {children}
      {hasMore && <li aria-hidden>…</li>}
    </ul>
  );
}

function Tiles({ coupon, statistics }: Pick<CouponOverviewProps, 'coupon' | 'statistics'>) {
  const t = useTranslations('coupons.overview');
  const format = useFormatter();
  const { redemptions, uniqueUsers, lastRedeemedAt, remaining, codes } = statistics;
  const codesHref = (status: string) => `${routes.couponCodes(coupon.id)}?status=${status}`;
  return (
    <div className="grid grid-cols-2 gap-4 lg:grid-cols-4">
      <StatTile
        label={t('redemptions')}
        value={format.number(redemptions)}
        note={remaining === null ? t('unlimited') : t('remaining', { count: remaining })}
        href={routes.redemptions({ couponId: coupon.id })}
      />
      <StatTile
        label={t('users')}
        value={format.number(uniqueUsers)}
        note={
          lastRedeemedAt && (
            <>
              {t('lastRedeemed')} <Instant value={lastRedeemedAt} />
            </>
          )
        }
      />
      <StatTile label={t('available')} value={format.number(codes.available)} href={codesHref('available')} />
      <StatTile
        label={t('sold')}
        value={format.number(codes.sold)}
        note={t('soldNote', { redeemed: codes.redeemed })}
        href={codesHref('sold')}
      />
    </div>
  );
}

const listed = entriesOf(couponFields).flatMap(([name, field]) => (field.listed ? [name] : []));

function Rule({ coupon }: { coupon: Coupon }) {
  const t = useTranslations('coupons');
  const words = useFieldWords(couponFields, 'coupons');
  const { cycles, duration, releaseAt, expiresAt, maxRedemptions } = coupon;
  return (
    <Facts
      facts={[
        {
          label: t('overview.code'),
          value: (
            <span className="inline-flex items-center gap-1">
              <code className="text-13">{coupon.code}</code>
              <CopyButton value={coupon.code} label={t('overview.copy')} />
            </span>
          ),
        },
        { label: t('overview.discount'), value: t(`discount.${duration}`, { off: offText(coupon), cycles }) },
        { label: t('overview.description'), value: coupon.description ?? describeDiscount(coupon) },
        { label: t('overview.redeemedBy'), value: words.value('security', coupon.security) },
        {
          label: t('column.release'),
          value: releaseAt ? <Instant value={releaseAt} exact zone /> : t('none.releaseAt'),
        },
        {
          label: t('column.expires'),
          value: expiresAt ? <Instant value={expiresAt} exact zone end /> : t('none.expiresAt'),
        },
        {
          label: t('overview.limit'),
          value: maxRedemptions === null ? t('none.maxRedemptions') : t('overview.times', { count: maxRedemptions }),
        },
        {
          label: t('overview.perUser'),
          value:
            coupon.redemptionsPerUser === null
              ? t('overview.anyPerUser')
              : t('overview.perUserTimes', { count: coupon.redemptionsPerUser }),
        },
        {
          label: t('overview.status'),
          value: words.value('status', coupon.status),
        },
        ...listed.map((name) => ({ label: words.label(name), value: words.value(name, coupon[name]) })),
        { label: t('overview.created'), value: <Instant value={coupon.createdAt} exact /> },
        { label: t('overview.updated'), value: <Instant value={coupon.updatedAt} exact /> },
      ]}
    />
  );
}
