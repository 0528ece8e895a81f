import { coupons } from '@/db/schema/coupons';
import { changeCoupons } from '@/lib/domain/coupons/coupons/change-coupons';
import { refuseTakenCode } from '@/lib/domain/coupons/coupons/find-coupon-problems';
import { insertCoupons } from '@/lib/domain/coupons/coupons/insert-coupons';
import { linkNewCoupons } from '@/lib/domain/coupons/coupons/link-new-coupons';
import { importOperations } from '@/lib/domain/coupons/imports/import-file';
import type { ImportKind } from '@/lib/domain/coupons/imports/import-kind';
import type { Context } from '@/lib/platform/context/context';
import { couponComparison } from './compare-coupons';
import type { CouponEntry } from './coupon-entry';
import { lookAtCoupons } from './look-at-coupons.sql';
import { ownForm } from './own-form';
import { shopifyCodes, voucherifyVouchers, wooCoupons } from './shop-forms';
import { stripeCodes, stripeCoupons } from './stripe-forms';

export const importedCouponsLimit = 25_000;

const couponKind: ImportKind<CouponEntry> = {
  subject: 'coupon',
  permission: 'coupons.write',
  path: 'coupons',
  forms: [ownForm, stripeCoupons, stripeCodes, shopifyCodes, wooCoupons, voucherifyVouchers],
  rowsLimit: importedCouponsLimit,
  comparison: couponComparison,
  table: coupons,
  insert,
  look: lookAtCoupons,
  async undo(ctx, ids) {
    const { changed } = await changeCoupons(ctx, { action: 'delete', ids });
    return changed;
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
  try {
    const inputs = entries.map(({ input }) => input);
    const made = await insertCoupons(
      tx,
      inputs.map(({ userGroupIds: _, tvodPriceIds: __, ...fields }) => fields),
    );
    const idOf = new Map(made.map(({ id, code }) => [code, id]));
    const linked = inputs.map(({ code, userGroupIds, tvodPriceIds }) => {
      const couponId = idOf.get(code);
      if (couponId === undefined) throw new Error('A coupon was not written.');
      return { couponId, userGroupIds, tvodPriceIds };
    });
    await linkNewCoupons(
      tx,
      'user_group',
      linked.map(({ couponId, userGroupIds: ids }) => ({ couponId, ids })),
    );
    await linkNewCoupons(
      tx,
      'tvod_price',
      linked.map(({ couponId, tvodPriceIds: ids }) => ({ couponId, ids })),
    );
    return made.map(({ id }) => id).toSorted((a, b) => a - b);
  } catch (error) {
    return refuseTakenCode(error);
  }
}
