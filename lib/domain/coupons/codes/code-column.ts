import { plainHeader } from '@/lib/core/file-reading/header-words';
import type { WantedColumn } from '@/lib/core/file-reading/reading';
import { cleanCell, validateRow } from './validate-row';

const names = new Set(
  [
    'code, codes, coupon, coupons, coupon code, coupon codes, coupon number, voucher, vouchers, voucher code, voucher codes',
    'voucher number, promo code, promotion code, discount code, gift code, gift card code, redeem code, redemption code',
    'activation code, recharge code, scratch code, pin, pins, pin code, pin codes, pin number, recharge pin, epin, e pin, secret',
    'कोड, कोडहरू, कुपन, कुपन कोड, कुपन नम्बर, भौचर, भौचर कोड, पिन, पिन कोड, पिन नम्बर, रिचार्ज कोड, रिचार्ज पिन, उपहार कोड',
    'código, codigo, códigos, codigos, cupom, cupons, cupão, cupões, vale, código do cupom, codigo do cupom, código de desconto',
    'codigo de desconto, código promocional, codigo promocional, código pin, codigo pin, código de resgate, senha',
  ].flatMap((line) => line.split(', ')),
);
const words =
  /(?:^| )(?:codes?|pins?|vouchers?|coupons?|códigos?|codigos?|cupom|cupons|cupão|कोड|कुपन|भौचर|पिन)(?: |$)/u;
/** "Coupon name" and "Postal code" are about something else. */
const others =
  /(?:^| )(?:no|nr|serial|name|nome|नाम|type|tipo|id|status|state|count|amount|value|valor|price|currency|moeda|country|postal|zip|product|batch|lote|date|data|expiry|limit|description|descrição|url|title)(?: |$)/u;

/** Whether a cell is, word for word, what a column of codes is called. */
export const isCodeHeader = (cell: string): boolean => names.has(plainHeader(cell));

/** The column of a file that holds its codes, by header words in English, Nepali and Portuguese. */
export const codeColumn: WantedColumn = {
  isNamed: (header) => {
    const plain = plainHeader(header);
    return names.has(plain) || (plain.length <= 40 && words.test(plain) && !others.test(plain));
  },
  fits: (cell) => ['good', 'damaged'].includes(validateRow(cleanCell(cell), false)),
};
