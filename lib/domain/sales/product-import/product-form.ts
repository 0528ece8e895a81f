import { z } from 'zod';
import { fieldErrorsOf } from '@/lib/core/field-errors';
import { isDamagedNumber } from '@/lib/core/file-reading/damaged-number';
import type { FormColumn } from '@/lib/core/file-reading/table-reading';
import { readBoolean } from '@/lib/domain/coupons/imports/cell-words';
import type { ImportForm } from '@/lib/domain/coupons/imports/import-kind';
import { readAmount, readWhole, wrongCurrency } from '@/lib/domain/coupons/imports/read-cell';
import { reason, refusal } from '@/lib/domain/coupons/imports/reasons';
import { createProductInput, updateProductInput } from '@/lib/domain/sales/products/schemas';

/** A product of a file: the coupon by its code, for its id is another one at another desk. */
const schema = createProductInput.omit({ couponId: true }).extend({
  requiresSale: z.boolean('must be yes or no'),
  active: z.boolean('must be yes or no'),
  lowStockThreshold: updateProductInput.shape.lowStockThreshold,
  idx: z
    .string()
    .regex(/^[A-Za-z0-9]{22}$/, 'must be 22 letters and digits')
    .nullable(),
});

export type ProductEntry = z.output<typeof schema> & {
  /** The code of its coupon; null of one that Khalti supplies. */
  coupon: string | null;
  couponId: number | null;
};

const columns = [
  { name: 'name', headers: ['product', 'नाम', 'nome', 'produto'], isNeeded: true },
  { name: 'value', headers: ['मान', 'valor de compra', 'valor'], isNeeded: true },
  { name: 'price', headers: ['price rupees', 'मूल्य', 'preço', 'preco'], isNeeded: true },
  { name: 'currency', headers: ['मुद्रा', 'moeda'] },
  { name: 'coupon', headers: ['coupon code', 'कुपन', 'cupom'], isNeeded: true },
  { name: 'active', headers: ['on sale', 'बिक्रीमा', 'à venda', 'सक्रिय', 'ativo'] },
  { name: 'low_stock_threshold', headers: ['low from', 'कम मानिने', 'baixo a partir de'] },
  { name: 'idx', headers: ['public id', 'सार्वजनिक id', 'id público'] },
  { name: 'supplier', headers: ['आपूर्तिकर्ता', 'fornecedor'] },
  {
    name: 'requires_sale',
    headers: [
      'its codes work only once they are sold',
      'यसका कोड बेचिएपछि मात्र चल्छन्',
      'os códigos dele só funcionam depois de vendidos',
    ],
  },
] as const satisfies FormColumn[];
export type ProductColumn = (typeof columns)[number]['name'];

/** What the file calls the fields. */
const columnOf: Record<string, ProductColumn> = {
  amountPaisa: 'price',
  lowStockThreshold: 'low_stock_threshold',
  requiresSale: 'requires_sale',
};

/** As the desk exports its products: prices in rupees, and what only it can know besides. */
export const productForm: ImportForm<ProductEntry> = {
  name: 'own',
  columns,
  said: [
    ...['id', 'coupon id', 'previous price', 'availability', 'stock', 'is low'],
    ...['price changed at', 'withdrawn at', 'created at'].flatMap((name) => [name, `${name} local`]),
  ],
  async read(cells) {
    const cell = (name: ProductColumn) => cells[columns.findIndex((column) => column.name === name)] ?? '';
    const damaged = (['name', 'value'] as const).filter((column) => isDamagedNumber(cell(column)));
    if (damaged.length > 0) return { problems: damaged.map((column) => reason('damaged', { column })) };
    const threshold = cell('low_stock_threshold');
    const parsed = schema.safeParse({
      name: cell('name'),
      value: cell('value'),
      amountPaisa: readAmount(cell('price'), 'major'),
      active: cell('active') === '' ? true : readBoolean(cell('active')),
      requiresSale: cell('requires_sale') === '' ? true : readBoolean(cell('requires_sale')),
      lowStockThreshold: threshold === '' ? undefined : readWhole(threshold),
      idx: cell('idx') || null,
    });
    const isSupplied = cell('supplier').toLowerCase() === 'khalti';
    const problems = [
      ...(parsed.success
        ? []
        : Object.entries(fieldErrorsOf(parsed.error)).flatMap(([name, errors = []]) =>
            errors.map((words) => refusal(columnOf[name] ?? name, words)),
          )),
      ...wrongCurrency('price', cell('currency')),
      ...(cell('coupon') === '' && !isSupplied ? [reason('couponMissing', { column: 'coupon' })] : []),
    ];
    if (!parsed.success || problems.length > 0) return { problems };
    return { entry: { ...parsed.data, coupon: isSupplied ? null : cell('coupon'), couponId: null } };
  },
};

/** Its columns, for the screen. */
export const productColumns = columns.map((column) => ({
  name: column.name,
  ...('isNeeded' in column ? { isNeeded: column.isNeeded } : {}),
}));
