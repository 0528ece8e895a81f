import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { couponFields } from '@/lib/core/entities/coupon';
import { entriesOf } from '@/lib/core/entities/field';
import { routes } from '@/lib/core/routes';
import { describeDiscount, offText } from '@/lib/domain/coupons/coupons/describe-discount';
import { fieldColumns } from '../_fields/field-columns';
import type { FieldWords } from '../_fields/use-field-words';
import type { CouponItem } from './coupon-queries';
import { CouponStateBadge } from './coupon-state';

type Translate = ReturnType<typeof useTranslations<'coupons'>>;

/** In the bin every coupon is deleted: when counts there, and its state does not. */
export function couponColumns(t: Translate, words: FieldWords, isBin: boolean): TableColumn<CouponItem>[] {
  const without = isBin ? 'state' : 'deleted';
  return allColumns(t, words).filter(({ id }) => id !== without);
}

const listed = entriesOf(couponFields).flatMap(([name, field]) => (field.listed ? [name] : []));

function allColumns(t: Translate, words: FieldWords): TableColumn<CouponItem>[] {
  return [
    {
      id: 'code',
      header: t('column.code'),
      cell: (coupon) => <span className="font-mono text-13">{coupon.code}</span>,
      href: (coupon) => routes.coupon(coupon.id),
      sort: { ascending: 'code', descending: '-code' },
    },
    {
      id: 'state',
      header: t('column.state'),
      cell: (coupon) => <CouponStateBadge state={coupon.state} />,
      onCard: true,
    },
    {
      id: 'deleted',
      header: t('column.deleted'),
      cell: ({ deletedAt }) => deletedAt && <Instant value={deletedAt} />,
      onCard: true,
      className: 'whitespace-nowrap',
    },
    {
      id: 'discount',
      header: t('column.discount'),
      cell: (coupon) => (
        <span className="whitespace-nowrap">
          {t(`discount.${coupon.duration}`, { off: offText(coupon), cycles: coupon.cycles })}
        </span>
      ),
      sort: { ascending: 'discount', descending: '-discount' },
      onCard: true,
    },
    {
      id: 'description',
      header: t('column.description'),
      cell: (coupon) => (
        <span className="line-clamp-1 max-w-xs text-muted wrap-anywhere">
          {coupon.description ?? describeDiscount(coupon)}
        </span>
      ),
    },
    {
      id: 'security',
      header: t('column.security'),
      cell: (coupon) => (
        <span className="whitespace-nowrap text-muted">{words.value('security', coupon.security)}</span>
      ),
      hidden: true,
    },
    {
      id: 'redemptions',
      header: t('column.redemptions'),
      cell: (coupon) =>
        coupon.maxRedemptions === null
          ? coupon.redemptions.toLocaleString('en-US')
          : t('used', { used: coupon.redemptions, limit: coupon.maxRedemptions }),
      numeric: true,
      onCard: true,
      className: 'whitespace-nowrap',
      sort: { ascending: 'redemptions', descending: '-redemptions' },
    },
    {
      id: 'release',
      header: t('column.release'),
      cell: (coupon) =>
        coupon.releaseAt ? <Instant value={coupon.releaseAt} /> : <Muted>{t('none.releaseAt')}</Muted>,
      hidden: true,
    },
    {
      id: 'expires',
      header: t('column.expires'),
      cell: (coupon) =>
        coupon.expiresAt ? <Instant value={coupon.expiresAt} end /> : <Muted>{t('none.expiresAt')}</Muted>,
      sort: { ascending: 'expiration_date', descending: '-expiration_date' },
    },
    ...fieldColumns<CouponItem>({ fields: couponFields, names: listed, words, hidden: true }),
    {
      id: 'created',
      header: t('column.created'),
      cell: (coupon) => <Instant value={coupon.createdAt} />,
      hidden: true,
      sort: { ascending: 'created_at', descending: '-created_at' },
    },
    {
      id: 'updated',
      header: t('column.updated'),
      cell: (coupon) => <Instant value={coupon.updatedAt} />,
      hidden: true,
      sort: { ascending: 'updated_at', descending: '-updated_at' },
    },
  ];
}

function Muted({ children }: { children: string }) {
  return <span className="whitespace-nowrap text-muted">{children}</span>;
}
