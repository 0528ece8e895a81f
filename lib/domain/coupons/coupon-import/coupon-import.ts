import { changeCoupons } from '@/lib/domain/coupons/coupons/change-coupons';
import { refuseTakenCode } from '@/lib/domain/coupons/coupons/find-coupon-problems';
import { insertCoupons } from '@/lib/domain/coupons/coupons/insert-coupons';
import { linkNewCoupons } from '@/lib/domain/coupons/coupons/link-new-coupons';
import { importOperations } from '@/lib/domain/coupons/imports/import-file';
import type { ImportKind } from '@/lib/domain/coupons/imports/import-kind';
import type { Context } from '@/lib/platform/context/context';
import { analyzeCoupons } from './analyze-coupons.sql';
import { compareCoupons } from './compare-coupons';
import type { CouponEntry } from './coupon-entry';
import { lookAtCoupons } from './look-at-coupons.sql';
import { ownForm } from './own-form';
import { shopifyCodes, voucherifyVouchers, wooCoupons } from './shop-forms';
import { stripeCodes, stripeCoupons } from './stripe-forms';

/** Next to much other work they are written in half of the time after which a silent request is ended. */
export const importedCouponsLimit = 25_000;
const writtenAtOnce = 500;
/** Of fewer, reading all is as good as an index to Postgres. */
const analyzedAt = 2000;
/** As many as one change takes. */
const undoneAtOnce = 1000;

const couponKind: ImportKind<CouponEntry> = {
  subject: 'coupon',
  permission: 'coupons.write',
  path: 'coupons',
  forms: [ownForm, stripeCoupons, stripeCodes, shopifyCodes, wooCoupons, voucherifyVouchers],
  rowsLimit: importedCouponsLimit,
  compare: compareCoupons,
  insert,
  look: lookAtCoupons,
  async undo(ctx, ids) {
    let undone = 0;
    for (let at = 0; at < ids.length; at += undoneAtOnce) {
      const { changed } = await changeCoupons(ctx, { action: 'delete', ids: ids.slice(at, at + undoneAtOnce) });
      undone += changed.length;
    }
    return undone;
  },
};

/** The names of the forms with their columns, for the screen. */
export const couponForms = couponKind.forms.map(({ name, columns }) => ({
  name: name as FormName,
  columns: columns.map((column) => ({ name: column.name, ...(column.isNeeded ? { isNeeded: column.isNeeded } : {}) })),
}));
export type CouponFormChoice = (typeof couponForms)[number];

type FormName = 'own' | 'stripe_coupons' | 'stripe_codes' | 'shopify' | 'woocommerce' | 'voucherify';

/** From the desk's own export, or from that of Stripe, Shopify, WooCommerce or Voucherify. */
export const couponImport = importOperations(couponKind);

async function insert(tx: Context, entries: CouponEntry[]): Promise<number[]> {
  const ids: number[] = [];
  try {
    for (let at = 0; at < entries.length; at += writtenAtOnce) {
      if (at === analyzedAt) await analyzeCoupons(tx.db);
      const some = entries.slice(at, at + writtenAtOnce).map(({ input }) => input);
      const made = await insertCoupons(
        tx,
        some.map(({ userGroupIds: _, tvodPriceIds: __, ...fields }) => fields),
      );
      const idOf = new Map(made.map(({ id, code }) => [code, id]));
      const linked = some.map(({ code, userGroupIds, tvodPriceIds }) => {
        const couponId = idOf.get(code);
        if (couponId === undefined) throw new Error('A coupon was not written.');
        ids.push(couponId);
        return { couponId, userGroupIds, tvodPriceIds };
      });
      await linkNewCoupons(
        tx,
        'user_group',
        linked.map(({ couponId, userGroupIds: of }) => ({ couponId, ids: of })),
      );
      await linkNewCoupons(
        tx,
        'tvod_price',
        linked.map(({ couponId, tvodPriceIds: of }) => ({ couponId, ids: of })),
      );
    }
  } catch (error) {
    return refuseTakenCode(error);
  }
  return ids;
}
