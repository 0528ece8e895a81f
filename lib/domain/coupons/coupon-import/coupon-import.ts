import { Invalid } from '@/lib/core/errors';
import { changeCoupons } from '@/lib/domain/coupons/coupons/change-coupons';
import { changeLinks } from '@/lib/domain/coupons/coupons/change-links';
import { refuseTakenCode } from '@/lib/domain/coupons/coupons/find-coupon-problems';
import { insertCoupons } from '@/lib/domain/coupons/coupons/insert-coupons';
import { importOperations } from '@/lib/domain/coupons/imports/import-file';
import type { ImportKind } from '@/lib/domain/coupons/imports/import-kind';
import type { Context } from '@/lib/platform/context/context';
import { compareCoupons } from './compare-coupons';
import type { CouponEntry } from './coupon-entry';
import { ownForm } from './own-form';
import { shopifyCodes, voucherifyVouchers, wooCoupons } from './shop-forms';
import { stripeCodes, stripeCoupons } from './stripe-forms';

const writtenAtOnce = 500;
/** As many as one change takes. */
const undoneAtOnce = 1000;

const couponKind: ImportKind<CouponEntry> = {
  subject: 'coupon',
  permission: 'coupons.write',
  path: 'coupons',
  forms: [ownForm, stripeCoupons, stripeCodes, shopifyCodes, wooCoupons, voucherifyVouchers],
  rowsLimit: 10_000,
  compare: compareCoupons,
  insert,
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
      const some = entries.slice(at, at + writtenAtOnce).map(({ input }) => input);
      const made = await insertCoupons(
        tx,
        some.map(({ userGroupIds: _, tvodPriceIds: __, ...fields }) => fields),
      );
      const idOf = new Map(made.map(({ id, code }) => [code, id]));
      for (const { code, userGroupIds, tvodPriceIds } of some) {
        const couponId = idOf.get(code);
        if (couponId === undefined) throw new Error('A coupon was not written.');
        await link(tx, couponId, 'user_group', userGroupIds);
        await link(tx, couponId, 'tvod_price', tvodPriceIds);
        ids.push(couponId);
      }
    }
  } catch (error) {
    return refuseTakenCode(error);
  }
  return ids;
}

async function link(tx: Context, couponId: number, kind: 'user_group' | 'tvod_price', ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  const { missing } = await changeLinks(tx, { couponId, kind, action: 'link', ids });
  // Archived since it was looked at: a coupon without its limits would be open to everyone.
  if (missing.length > 0) throw new Invalid({ file: [`names a ${kind} that was archived meanwhile: check it again`] });
}
