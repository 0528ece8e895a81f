import type { CouponEntry } from '@/lib/domain/coupons/coupon-import/coupon-entry';
import { couponImport } from '@/lib/domain/coupons/coupon-import/coupon-import';
import { ownForm } from '@/lib/domain/coupons/coupon-import/own-form';
import { withJobs } from '@/lib/domain/coupons/imports/testing';
import { type ProductEntry, productForm } from '@/lib/domain/sales/product-import/product-form';
import { productImport } from '@/lib/domain/sales/product-import/product-import';
import type { CorpusKind } from './corpus-kind';

export const products: CorpusKind = {
  name: 'products',
  operations: withJobs(productImport),
  form: productForm,
  headers: {
    english: ['No', 'Product', 'Value', 'Price', 'Currency', 'Coupon', 'Remarks'],
    nepali: ['क्र.सं.', 'नाम', 'मान', 'मूल्य', 'मुद्रा', 'कुपन', 'कैफियत'],
    portuguese: ['Nº', 'Produto', 'Valor de compra', 'Preço', 'Moeda', 'Cupom', 'Observação'],
    unknown: ['Laufnummer', 'Bezeichnung', 'Kennung', 'Betrag', 'Währung', 'Gutschein', 'Anmerkung'],
    'two that fit': ['No', 'Product', 'Value', 'Price', 'Currency', 'Coupon', 'Name'],
  },
  columns: ['', 'name', 'value', 'price', 'currency', 'coupon', ''],
  rows: [
    ['11', 'NetTV, one month', 'NTV 1', '1,250.50', 'NPR', 'SHELF', 'Dashain, gold; 20% | new'],
    ['12', 'Café – São', 'ntv-2; "two"', '99', 'Rs', 'shelf', ''],
    ['13', 'Old one', '300', 'Rs 2000', '', 'SHELF', '250,50'],
  ],
  said: ({ name, value, amountPaisa, coupon }: ProductEntry) => [name, value, amountPaisa, coupon],
  means: [
    ['NetTV, one month', 'NTV 1', 125_050, 'SHELF'],
    ['Café – São', 'ntv-2; "two"', 9900, 'shelf'],
    ['Old one', '300', 200_000, 'SHELF'],
  ],
  damaged: {
    exponent: [['17', '1.23E+15', 'v17', '5', '', 'SHELF', '']],
    '.0': [['17', '4071.0', 'v17', '5', '', 'SHELF', '']],
    'changed figure': [
      ['17', 'Changed', 'v17', '1.23E+05', '', 'SHELF', ''],
      ['18', 'Changed value', '1.23E+15', '5', '', 'SHELF', ''],
      ['19', 'Changed value', '01-Mar', '5', '', 'SHELF', ''],
      ['20', 'Dollars', 'v20', '5', 'USD', 'SHELF', ''],
    ],
    'other decimals': [
      ['17', 'Comma', 'v17', '250,50', '', 'SHELF', ''],
      ['18', 'Dot', 'v18', '1.250,50', '', 'SHELF', ''],
      ['19', 'Thousands', 'v19', '1.250', '', 'SHELF', ''],
    ],
    total: [['5', 'Total', '', '1000', 'NPR', '', '']],
    'extra cell': [['17', 'Tihar', 'silver', 'v17', '5', '', 'SHELF', '']],
    'open quote': [['17', '"Tihar', 'v17', '5', '', 'SHELF', '']],
  },
};

export const coupons: CorpusKind = {
  name: 'coupons',
  operations: withJobs(couponImport),
  form: ownForm,
  headers: {
    english: ['No', 'Code', 'Discount', 'Duration', 'Limit', 'Until', 'Description', 'Campaign'],
    nepali: ['क्र.सं.', 'कुपन', 'छुट', 'अवधि', 'सीमा', 'सम्म', 'विवरण', 'अभियान'],
    portuguese: ['Nº', 'Cupom', 'Desconto', 'Duração', 'Limite', 'Até', 'Descrição', 'Campanha'],
    unknown: ['Laufnummer', 'Gutschein', 'Nachlass', 'Dauer', 'Grenze', 'Ende', 'Anmerkung', 'Aktion'],
    'two that fit': ['Code', 'Coupon', 'Discount', 'Duration', 'Limit', 'Until', 'Description', 'Campaign'],
  },
  columns: ['', 'code', 'discount', 'duration', 'max_redemptions', 'expiration_date', 'description', ''],
  rows: [
    ['11', 'SUMMER-20', '20', 'once', '100', '2027-03-01T00:00:00Z', 'Dashain, gold; 20% | new', 'x'],
    ['12', 'Cafe12', '12.5%', 'forever', '1', '', 'São – "plain"', ''],
    ['13', '0042', '7', 'uma vez', '', '', '250,50', ''],
  ],
  said: ({ input }: CouponEntry) => [
    ...[input.code, input.discount, input.duration, input.maxRedemptions],
    ...[input.expiresAt?.toISOString() ?? null, input.description],
  ],
  means: [
    ['SUMMER-20', 20, 'once', 100, '2027-03-01T00:00:00.000Z', 'Dashain, gold; 20% | new'],
    ['Cafe12', 12.5, 'forever', 1, null, 'São – "plain"'],
    ['0042', 7, 'once', null, null, '250,50'],
  ],
  damaged: {
    exponent: [
      ['17', '1.23E+15', '20', 'once', '', '', '', ''],
      ['18', '01-Mar', '20', 'once', '', '', '', ''],
      ['19', 'Mar-26', '20', 'once', '', '', '', ''],
    ],
    '.0': [['17', '4071.0', '20', 'once', '', '', '', '']],
    'changed figure': [
      ['17', 'CHANGED', '2.5E+01', 'once', '', '', '', ''],
      ['18', 'CHANGED-2', '20', 'once', '1E+02', '', '', ''],
      ['19', 'CHANGED-3', '20', 'once', '5.0', '', '', ''],
    ],
    'other decimals': [
      ['17', 'COMMA', '12,5', 'once', '', '', '', ''],
      ['18', 'DAY', '20', 'once', '', '03/04/2027', '', ''],
      ['19', 'DAY-2', '20', 'once', '', '3.4.27', '', ''],
      ['20', 'THOUSANDS', '20', 'once', '1.000', '', '', ''],
    ],
    total: [['5', 'Total', '', '', '101', '', '', '']],
    'extra cell': [['17', 'TIHAR', '20', 'once', '', '', 'silver', 'gold', 'x']],
    'open quote': [['17', 'TIHAR', '20', 'once', '', '', '"silver', '']],
  },
};
