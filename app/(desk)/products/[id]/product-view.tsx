'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useWatch } from 'react-hook-form';
import { useRolesThatCan } from '@/app/(desk)/use-roles-that-can';
import { withSecondPerson } from '@/app/session/second-person';
import { useAction } from '@/app/session/use-action';
import { CopyButton } from '@/components/copy-button';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from '@/components/form';
import { Facts, FormLayout, FormSection } from '@/components/form-layout';
import { Instant } from '@/components/instant';
import { Money } from '@/components/money';
import { Mono } from '@/components/mono';
import { MoneyField, NumberField } from '@/components/number-field';
import { PageHeader } from '@/components/page-header';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { formatPaisa } from '@/lib/core/money';
import { routes } from '@/lib/core/routes';
import type { ProductSummary } from '@/lib/domain/sales/products/list-products';
import { updateProductAction } from '../actions';
import { useWorthWords, WorthWarning } from '../pin-worth';
import { productActions } from '../product-actions';
import { AvailabilityBadge, forecastText, stockText } from '../product-columns';
import { useProductSwitch } from '../use-product-switch';

const loadSchema = () => import('@/lib/domain/sales/products/schemas').then((module) => module.updateProductInput);

/** `perDay`: how many were sold a day recently, if any. */
type ProductViewProps = { product: ProductSummary; perDay: number | undefined; canWrite: boolean };

export function ProductView({ product, perDay, canWrite }: ProductViewProps) {
  const facts = <ProductFacts product={product} perDay={perDay} />;
  const t = useTranslations('products');
  const roles = useRolesThatCan('products.write');
  const router = useRouter();
  const { switchTo, dialog } = useProductSwitch(() => router.refresh());
  const menu = productActions(t, product, (active) => switchTo(product, active));
  return (
    <>
      <PageHeader
        title={product.name}
        breadcrumb={[{ label: t('title'), href: routes.products() }]}
        badge={<AvailabilityBadge t={t} availability={product.availability} />}
        {...(canWrite ? { menu } : {})}
      />
      {dialog}
      {canWrite && product.supplier === 'stock' ? (
        <EditForm key={`${product.name} ${product.amountPaisa}`} product={product} facts={facts} />
      ) : (
        <div className="card max-w-xl p-5">
          {facts}
          <p className="mt-4 text-13 text-muted text-pretty">
            {product.supplier === 'khalti' ? t('one.khaltiDecides') : t('one.readOnly', { roles })}
          </p>
        </div>
      )}
    </>
  );
}

function EditForm({ product, facts }: { product: ProductSummary; facts: ReactNode }) {
  const t = useTranslations('products.form');
  const router = useRouter();
  const queryClient = useQueryClient();
  const { id, name, amountPaisa, lowStockThreshold } = product;
  const form = useSchemaForm(loadSchema, { id, name, amountPaisa, lowStockThreshold });
  const { mutateAsync } = useAction(updateProductAction);
  const price = useWatch({ control: form.control, name: 'amountPaisa' });
  const isNewPrice = Number.isSafeInteger(price) && price !== amountPaisa;
  return (
    <Form
      form={form}
      onSubmit={async (values) => {
        const result = await withSecondPerson(() => mutateAsync(values));
        if (!result.ok) return showServerErrors(form, result);
        toastSuccess(t('saved', { name: values.name }));
        void queryClient.invalidateQueries({ queryKey: ['products'] });
        router.push(routes.products());
      }}
    >
      <FormLayout
        summary={
          <>
            {facts}
            {isNewPrice && <p className="mt-4 text-pretty">{t('priceChange', { price: formatPaisa(price) })}</p>}
          </>
        }
        footer={<SubmitBar label={t('save')} cancelHref={routes.products()} />}
      >
        <FormSection title={t('product')} description={t('productHint')}>
          <TextField control={form.control} name="name" label={t('name')} maxLength={80} />
          <MoneyField control={form.control} name="amountPaisa" label={t('amount')} help={t('amountHelp')} />
          <NumberField control={form.control} name="lowStockThreshold" label={t('low')} help={t('lowHelp')} />
        </FormSection>
      </FormLayout>
    </Form>
  );
}

function ProductFacts({ product, perDay }: { product: ProductSummary; perDay: number | undefined }) {
  const t = useTranslations('products');
  const worthOf = useWorthWords();
  const { worth } = product;
  const isStock = product.supplier === 'stock';
  const forecast = forecastText(t, product.stock, perDay);
  return (
    <>
      <Facts
        facts={[
          { label: t('supplier'), value: t(`suppliers.${product.supplier}`) },
          { label: t('price'), value: <Money paisa={product.amountPaisa} /> },
          ...(product.previousAmountPaisa !== null && product.priceChangedAt
            ? [
                { label: t('one.priceBefore'), value: <Money paisa={product.previousAmountPaisa} /> },
                { label: t('one.priceChanged'), value: <Instant value={product.priceChangedAt} exact /> },
              ]
            : []),
          ...(product.withdrawnAt
            ? [{ label: t('one.withdrawn'), value: <Instant value={product.withdrawnAt} exact /> }]
            : []),
          ...(isStock
            ? [
                {
                  label: t('stock'),
                  value: (
                    <span className="figures">
                      {stockText(t, product.stock)}
                      {forecast && <span className="text-muted"> · {forecast}</span>}
                    </span>
                  ),
                },
                { label: t('coupon'), value: <Mono>{product.couponCode}</Mono> },
                ...(worth
                  ? [
                      { label: t('worth.label'), value: worthOf(worth) },
                      { label: t('worth.requiresSale'), value: t(worth.requiresSale ? 'worth.yes' : 'worth.no') },
                      {
                        label: t('worth.validDays'),
                        value:
                          worth.validDaysAfterSale === null
                            ? t('worth.noEnd')
                            : t('worth.days', { count: worth.validDaysAfterSale }),
                      },
                    ]
                  : []),
              ]
            : []),
          ...(perDay ? [{ label: t('one.perDay'), value: t('one.perDayValue', { count: perDay }) }] : []),
          { label: t('value'), value: <Mono>{product.value}</Mono> },
          {
            label: t('one.idx'),
            value: (
              <span className="inline-flex items-center gap-1">
                <Mono>{product.idx}</Mono>
                <CopyButton value={product.idx} label={t('one.copyIdx')} />
              </span>
            ),
          },
          { label: t('created'), value: <Instant value={product.createdAt} exact /> },
        ]}
      />
      {worth && <WorthWarning worth={worth} />}
    </>
  );
}
