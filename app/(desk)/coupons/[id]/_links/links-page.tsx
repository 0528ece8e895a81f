import type { SearchParams } from 'nuqs/server';
import { asJson } from '@/app/session/as-json';
import type { LinkKind } from '@/lib/domain/coupons/coupons/filters';
import { listTvodPriceLinks, listUserGroupLinks } from '@/lib/domain/coupons/coupons/list-links';
import { summarizeLinks } from '@/lib/domain/coupons/coupons/summarize-links';
import { CouponHeader } from '../coupon-header';
import { type CouponParams, loadCoupon } from '../load-coupon';
import { LinkPicker } from './link-picker';
import { loadLinkParams } from './search-params';

export type LinksPageProps = CouponParams & { searchParams: Promise<SearchParams> };

const pages = { user_group: '/coupons/[id]/user-groups', tvod_price: '/coupons/[id]/tvod-prices' } as const;
const lists = { user_group: listUserGroupLinks, tvod_price: listTvodPriceLinks };

/** The page of either kind. */
export async function LinksPage({ kind, ...props }: LinksPageProps & { kind: LinkKind }) {
  const page = pages[kind];
  const { ctx, rights, coupon, instead } = await loadCoupon(props, page);
  if (instead) return instead;
  const name = (await loadLinkParams(props.searchParams)).name.slice(0, 200);
  const asked = { couponId: coupon.id, name };
  const [linked, unlinked, summary] = await Promise.all([
    lists[kind](ctx, { ...asked, side: 'linked' }),
    lists[kind](ctx, { ...asked, side: 'unlinked' }),
    summarizeLinks(ctx, { kind, ...asked }),
  ]);
  const { id, code, deletedAt } = coupon;
  return (
    <>
      <CouponHeader coupon={coupon} rights={rights} />
      <LinkPicker
        kind={kind}
        coupon={{ id, code }}
        canWrite={rights.canWrite && !deletedAt}
        initialName={name}
        initial={asJson({ linked, unlinked, summary })}
      />
    </>
  );
}
