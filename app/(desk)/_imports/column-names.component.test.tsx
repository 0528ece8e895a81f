import { renderHook } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { ownForm } from '@/lib/domain/coupons/coupon-import/own-form';
import { contactColumns } from '@/lib/domain/sales/contact-import/contact-form';
import { productColumns } from '@/lib/domain/sales/product-import/product-form';
import { useEntryColumns } from '../_directory/use-entry-columns';
import { useCouponColumns } from '../coupons/import/use-coupon-columns';
import { useContactColumns } from '../customers/import/use-contact-columns';
import { useProductColumns } from '../products/import/use-product-columns';

type Names = Readonly<Record<string, string>>;
type Case = { use: () => Names; columns: readonly { name: string }[]; some: Record<string, Names> };

const kinds: Record<string, Case> = {
  'TVOD prices': {
    use: () => useEntryColumns('tvodPrices'),
    columns: ['name', 'tvod_type', 'price', 'duration', 'currency'].map((name) => ({ name })),
    some: {
      en: { tvod_type: 'Type', price: 'Price', duration: 'Days' },
      ne: { tvod_type: 'प्रकार', price: 'मूल्य', currency: 'मुद्रा' },
      pt: { tvod_type: 'Tipo', price: 'Preço', duration: 'Dias' },
    },
  },
  'user groups': {
    use: () => useEntryColumns('userGroups'),
    columns: [{ name: 'name' }],
    some: { en: { name: 'Name' }, ne: { name: 'नाम' }, pt: { name: 'Nome' } },
  },
  coupons: {
    use: useCouponColumns,
    columns: ownForm.columns,
    some: {
      en: { expiration_date: 'Until', member_group_ids: 'Members of: ids' },
      ne: { description: 'विवरण', currency: 'मुद्रा' },
      pt: { discount: 'Desconto', tvod_price_ids: 'Ids de “Preços de TVOD”' },
    },
  },
  contacts: {
    use: useContactColumns,
    columns: contactColumns,
    some: {
      en: { contact: 'Phone or email' },
      ne: { note: 'यस ग्राहकबारे टिप्पणी' },
      pt: { language: 'Idioma' },
    },
  },
  products: {
    use: useProductColumns,
    columns: productColumns,
    some: { en: { price: 'Price' }, ne: { coupon: 'कुपन' }, pt: { low_stock_threshold: 'Baixo a partir de' } },
  },
};

async function textsIn(language: string) {
  const names = ['common', 'imports', 'directory', 'coupons', 'customers', 'products'];
  const read = async (name: string) => [name, (await import(`@/messages/${language}/${name}.json`)).default] as const;
  return Object.fromEntries(await Promise.all(names.map(read)));
}

describe.each(Object.entries(kinds))('the columns of a file of %s', (_, { use, columns, some }) => {
  it.each(['en', 'ne', 'pt'])('are called as in the forms: %s', async (language) => {
    const messages = await textsIn(language);
    const wrapper = ({ children }: { children: ReactNode }) => (
      <NextIntlClientProvider locale="en" messages={messages}>
        {children}
      </NextIntlClientProvider>
    );
    const { result } = renderHook(use, { wrapper });
    expect(result.current).toMatchObject(some[language] ?? {});
    const names = columns.map(({ name }) => result.current[name] ?? name);
    expect(columns.filter(({ name }, at) => names[at] === name)).toEqual([]);
    expect(new Set(names).size).toBe(columns.length);
  });
});
