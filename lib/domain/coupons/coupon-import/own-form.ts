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

/** What columns are called next to their own names, on the screens (`useCouponColumns`) and elsewhere, in English, Nepali and Portuguese. */
const otherHeaders: Record<string, string[]> = {
  code: ['कोड', 'código', 'coupon', 'coupon code', 'promo code', 'कुपन', 'codigo', 'cupom'],
  status: ['switch', 'स्विच', 'interruptor'],
  duration: ['how long the discount lasts', 'छुट कति समय रहन्छ', 'quanto dura o desconto', 'अवधि', 'duração', 'duracao'],
  cycles: ['billing cycles', 'बिलिङ चक्र', 'ciclos de cobrança'],
  discount: ['छुट', 'desconto', 'percent'],
  amount_off: ['or an amount off', 'वा छुटको रकम', 'ou um valor de desconto'],
  maximum_off: ['at most off', 'बढीमा छुट', 'desconto máximo'],
  minimum_amount: ['smallest purchase', 'न्यूनतम खरिद', 'compra mínima'],
  budget: ['बजेट', 'orçamento'],
  max_redemptions: ['limit', 'सीमा', 'limite'],
  expiration_date: ['until', 'सम्म', 'até'],
  security: ['what customers redeem', 'ग्राहकले के प्रयोग गर्नुहुन्छ', 'o que os clientes resgatam'],
  unique_redemption: ['one redemption for each user', 'प्रति प्रयोगकर्ता एक प्रयोग', 'um resgate por usuário'],
  redemptions_per_user: ['each user', 'प्रत्येक प्रयोगकर्ता', 'cada usuário'],
  redemptions_per_hour: ['brake', 'ब्रेक', 'freio'],
  pause_above_usual_pace: [
    'brake at three times its usual pace',
    'सामान्य गतिको तेब्बरमा ब्रेक',
    'frear ao triplo do ritmo normal',
  ],
  audience: ['customers', 'ग्राहक', 'clientes'],
  requires_sale: [
    'issued codes are dead until they are sold',
    'जारी कोड नबेचेसम्म चल्दैनन्',
    'códigos emitidos só valem depois de vendidos',
  ],
  valid_days_after_sale: ['valid after the sale', 'बिक्रीपछि मान्य', 'válido após a venda'],
  release_date: ['from', 'देखि', 'de'],
  description: ['विवरण', 'descrição', 'descricao'],
  currency: ['मुद्रा', 'moeda'],
  deleted_at: ['deleted', 'मेटाइएको', 'excluído'],
  user_groups: ['plans (user groups)', 'योजना (प्रयोगकर्ता समूह)', 'planos (grupos de usuários)'],
  user_group_ids: ['plans (user groups): ids', 'योजना (प्रयोगकर्ता समूह): id', 'ids de “planos (grupos de usuários)”'],
  tvod_prices: ['tvod मूल्य', 'preços de tvod'],
  tvod_price_ids: ['tvod prices: ids', 'tvod मूल्य: id', 'ids de “preços de tvod”'],
  member_groups: ['members of', 'सदस्य', 'membros de'],
  member_group_ids: ['members of: ids', 'सदस्य: id', 'ids de “membros de”'],
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
