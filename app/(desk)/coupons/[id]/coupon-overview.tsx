import { useFormatter, useTranslations } from 'next-intl';
import { CopyButton } from '@/components/copy-button';
import { Facts } from '@/components/form-layout';
import { Instant } from '@/components/instant';
import { StatTile } from '@/components/stat-tile';
import { couponFields } from '@/lib/core/entities/coupon';
import { entriesOf } from '@/lib/core/entities/field';
import { routes } from '@/lib/core/routes';
import type { Coupon } from '@/lib/domain/coupons/coupons/coupon-row';
import { describeDiscount, offText } from '@/lib/domain/coupons/coupons/describe-discount';
import { countUsedDays } from '@/lib/domain/redemptions/statistics/days';
import type { CouponStatistics } from '@/lib/domain/redemptions/statistics/get-coupon-statistics';
import { useFieldWords } from '../../_fields/use-field-words';
import type { CouponLinks } from '../coupon-sentences';
import { CouponPlainWords } from './coupon-plain-words';
import { RedemptionsByDay } from './redemptions-by-day';

const shownDays = 60;

type CouponOverviewProps = {
  coupon: Coupon;
  statistics: CouponStatistics;
  links: CouponLinks;
};

export function CouponOverview({ coupon, statistics, links }: CouponOverviewProps) {
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
        <div className="flex min-w-0 flex-col gap-6">
          <Scope coupon={coupon} links={links} />
          <section className="card p-5">
            <h2 className="mb-4 text-base font-semibold">{t('facts')}</h2>
            <Rule coupon={coupon} />
          </section>
        </div>
        <div className="flex flex-col gap-6">
          <section className="card p-5">
            <CouponPlainWords
              coupon={coupon}
              codesOut={statistics.codes.available + statistics.codes.sold}
              links={links}
            />
          </section>
        </div>
      </div>
    </div>
  );
}

/** What it pays for and who can use it, next to each other: they are two rules. */
function Scope({ coupon, links }: Pick<CouponOverviewProps, 'coupon' | 'links'>) {
  const t = useTranslations('coupons.overview');
  const words = useFieldWords(couponFields, 'coupons');
  const { groups, prices, members } = links;
  return (
    <div className="grid items-start gap-6 sm:grid-cols-2">
      <section className="card p-5">
        <h2 className="mb-3 text-base font-semibold">{t('links')}</h2>
        <h3 className="text-13 text-muted">{t('groups')}</h3>
        <Names names={groups} none={t(prices.length > 0 ? 'none' : 'anyUser')} />
        <h3 className="mt-4 text-13 text-muted">{t('prices')}</h3>
        <Names names={prices} none={t(groups.length > 0 ? 'none' : 'anyPrice')} />
      </section>
      <section className="card p-5">
        <h2 className="mb-3 text-base font-semibold">{t('canUse')}</h2>
        <p>{words.value('audience', coupon.audience)}</p>
        {members.length > 0 && <Names names={members.map(({ name }) => name)} none="" />}
        <h3 className="mt-4 text-13 text-muted">{t('perUser')}</h3>
        <p>
          {coupon.redemptionsPerUser === null
            ? t('anyPerUser')
            : t('perUserTimes', { count: coupon.redemptionsPerUser })}
        </p>
      </section>
    </div>
  );
}

function Names({ names, none }: { names: string[]; none: string }) {
  if (names.length === 0) return <p>{none}</p>;
  return (
    <ul className="flex flex-col gap-1 wrap-anywhere">
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
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
          label: t('overview.status'),
          value: words.value('status', coupon.status),
        },
        ...listed
          .filter((name) => coupon[name])
          .map((name) => ({ label: words.label(name), value: words.value(name, coupon[name]) })),
        { label: t('overview.created'), value: <Instant value={coupon.createdAt} exact /> },
        { label: t('overview.updated'), value: <Instant value={coupon.updatedAt} exact /> },
      ]}
    />
  );
}
