import 'server-only';
import { asJson } from '@/app/session/as-json';
import { Invalid } from '@/lib/core/errors';
import { countCoupons, listCoupons } from '@/lib/domain/coupons/coupons/list-coupons';
import type { Context } from '@/lib/platform/context/context';
import { type CouponListState, couponFiltersOf } from './search-params';

/** The first page of the list, or of the bin, as the address asks for it. */
export async function loadCouponPage(
  ctx: Context,
  state: CouponListState,
  { isBin, startOver }: { isBin: boolean; startOver: () => never },
) {
  const filters = { ...couponFiltersOf(state), deleted: isBin };
  const { sort, after } = state;
  const [page, total] = await Promise.all([
    listCoupons(ctx, { ...filters, sort, ...(after ? { after } : {}) }).catch((error: unknown) => {
      // An address with a cursor of another sort or another time leads to the list's beginning.
      if (error instanceof Invalid) startOver();
      throw error;
    }),
    countCoupons(ctx, filters),
  ]);
  return asJson({ ...page, total });
}
