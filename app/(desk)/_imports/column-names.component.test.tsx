import { renderHook } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { tvodPrices, userGroups } from '@/db/schema/directories';
import { directories } from '@/lib/core/entities/directory';
import type { FileHead } from '@/lib/core/file-reading/read-head';
import { type Form, readForm } from '@/lib/core/file-reading/table-reading';
import { ownForm } from '@/lib/domain/coupons/coupon-import/own-form';
import { linkTables } from '@/lib/domain/coupons/coupons/link-tables';
import { directoryKind } from '@/lib/domain/coupons/imports/directory-kind';
import { contactForm } from '@/lib/domain/sales/contact-import/contact-form';
import { productForm } from '@/lib/domain/sales/product-import/product-form';
import { useEntryColumns } from '../_directory/use-entry-columns';
import { useCouponColumns } from '../coupons/import/use-coupon-columns';
import { useContactColumns } from '../customers/import/use-contact-columns';
import { useProductColumns } from '../products/import/use-product-columns';

function only(forms: readonly Form[]): Form {
  const [form] = forms;
  if (!form) throw new Error('There is no form.');
  return form;
}

type Names = Readonly<Record<string, string>>;
type Case = { use: () => Names; form: Form; some: Record<string, Names> };
const userGroupForms = directoryKind(directories.userGroups, userGroups, linkTables.user_group).forms;
const tvodPriceForms = directoryKind(directories.tvodPrices, tvodPrices, linkTables.tvod_price).forms;

const kinds: Record<string, Case> = {
  'TVOD prices': {
    use: () => useEntryColumns('tvodPrices'),
    form: only(tvodPriceForms),
    some: {
      en: { tvod_type: 'Type', price: 'Price', duration: 'Days' },
      ne: { tvod_type: 'प्रकार', price: 'मूल्य', currency: 'मुद्रा' },
      pt: { tvod_type: 'Tipo', price: 'Preço', duration: 'Dias' },
    },
  },
  'user groups': {
    use: () => useEntryColumns('userGroups'),
    form: only(userGroupForms),
    some: { en: { name: 'Name' }, ne: { name: 'नाम' }, pt: { name: 'Nome' } },
  },
  coupons: {
    use: useCouponColumns,
    form: ownForm,
    some: {
      en: { expiration_date: 'Until', member_group_ids: 'Members of: ids' },
      ne: { description: 'विवरण', currency: 'मुद्रा' },
      pt: { discount: 'Desconto', tvod_price_ids: 'Ids de “Preços de TVOD”' },
    },
  },
  contacts: {
    use: useContactColumns,
    form: contactForm,
    some: {
      en: { contact: 'Phone or email' },
      ne: { note: 'यस ग्राहकबारे टिप्पणी' },
      pt: { language: 'Idioma' },
    },
  },
  products: {
    use: useProductColumns,
    form: productForm,
    some: { en: { price: 'Price' }, ne: { coupon: 'कुपन' }, pt: { low_stock_threshold: 'Baixo a partir de' } },
  },
};

async function textsIn(language: string) {
  const names = ['common', 'imports', 'directory', 'coupons', 'customers', 'products'];
  const read = async (name: string) => [name, (await import(`@/messages/${language}/${name}.json`)).default] as const;
  return Object.fromEntries(await Promise.all(names.map(read)));
}

describe.each(Object.entries(kinds))('the columns of a file of %s', (_, { use, form, some }) => {
  it.each(['en', 'ne', 'pt'])('are called as in the forms: %s', async (language) => {
    const messages = await textsIn(language);
    const wrapper = ({ children }: { children: ReactNode }) => (
      <NextIntlClientProvider locale="en" messages={messages}>
        {children}
      </NextIntlClientProvider>
    );
    const { result } = renderHook(use, { wrapper });
    expect(result.current).toMatchObject(some[language] ?? {});
    const { columns } = form;
    const names = columns.map(({ name }) => result.current[name] ?? name);
    expect(columns.filter(({ name }, at) => names[at] === name)).toEqual([]);
    expect(new Set(names).size).toBe(columns.length);
    // A table that somebody made with the words of the screen is read without a question.
    const cells = names.toReversed();
    const head: FileHead = {
      ...{
        format: 'text',
        encoding: 'utf-8',
        hasMark: false,
        delimiter: 'comma',
        sheets: [],
        headerRow: 1,
        column: null,
      },
      ...{ questions: [], rows: [{ line: 1, row: 1, cells }], columns: cells.length },
    };
    const places = columns.map((_, at) => cells.length - at);
    expect(readForm(head, {}, [form])).toMatchObject({ form: form.name, places, questions: [], unread: [] });
  });
});
