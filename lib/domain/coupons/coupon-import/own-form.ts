import { couponFields } from '@/lib/core/entities/coupon';
import { apiName, entriesOf } from '@/lib/core/entities/field';
import type { FormColumn } from '@/lib/core/file-reading/table-reading';
import type { ImportForm } from '@/lib/domain/coupons/imports/import-kind';
import { readCell, readIds, wrongCurrency } from '@/lib/domain/coupons/imports/read-cell';
import { reason } from '@/lib/domain/coupons/imports/reasons';
import { type CouponEntry, couponOf } from './coupon-entry';

const declared = entriesOf(couponFields);
const links = ['user_group_ids', 'user_groups', 'tvod_price_ids', 'tvod_prices', 'member_groups'];
const names = [...declared.map(([name, field]) => apiName(name, field)), 'currency', 'deleted_at', ...links];

/** What columns are called next to their own names, in English, Nepali and Portuguese. */
const otherHeaders: Record<string, string[]> = {
  code: ['coupon', 'coupon code', 'promo code', 'कोड', 'कुपन', 'código', 'codigo', 'cupom'],
  duration: ['अवधि', 'duração', 'duracao'],
  discount: ['percent', 'छुट', 'desconto'],
  description: ['विवरण', 'descrição', 'descricao'],
};

/** As the desk exports its coupons: the fields by their names in the API, amounts in rupees. */
export const ownForm: ImportForm<CouponEntry> = {
  name: 'own',
  columns: names.map(
    (name): FormColumn => ({
      name,
      headers: otherHeaders[name] ?? [],
      ...(name === 'code' || name === 'duration' ? { isNeeded: true } : {}),
    }),
  ),
  said: [
    'id',
    'state',
    ...['created at', 'updated at'].flatMap((name) => [name, `${name} local`]),
    ...['release date local', 'expiration date local', 'deleted at local'],
  ],
  async read(cells, tools) {
    const cell = (name: string) => cells[names.indexOf(name)] ?? '';
    if (cell('deleted_at') !== '') return { problems: [reason('inBin')] };
    const currency = wrongCurrency('currency', cell('currency'));
    if (currency.length > 0) return { problems: currency };
    const values = declared.map(async ([name, field], at) => [name, await readCell(field, cells[at] ?? '', tools)]);
    const given = Object.fromEntries(await Promise.all(values));
    const [userGroupIds, tvodPriceIds] = [readIds(cell('user_group_ids')), readIds(cell('tvod_price_ids'))];
    return couponOf({ ...given, userGroupIds, tvodPriceIds }, [], {
      memberGroupIds: cell('member_groups') || null,
      userGroupIds: cell('user_groups') || null,
      tvodPriceIds: cell('tvod_prices') || null,
    });
  },
};
