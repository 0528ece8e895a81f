'use client';

import { TicketPercent } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { CouponOver, useOverWords } from '@/app/(desk)/coupons/coupon-over';
import { withSecondPerson } from '@/app/session/second-person';
import { useAction } from '@/app/session/use-action';
import { LinkButton } from '@/components/button';
import { CheckboxField } from '@/components/choice-field';
import { EmptyState } from '@/components/empty-state';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from '@/components/form';
import { FormLayout, FormSection } from '@/components/form-layout';
import { MoneyField } from '@/components/number-field';
import { SelectField } from '@/components/select-field';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { useShown } from '@/components/use-shown';
import { formatPaisa } from '@/lib/core/money';
import { routes } from '@/lib/core/routes';
import type { ProductCoupon } from '@/lib/domain/sales/products/list-product-coupons';
import { createProductAction } from '../actions';
import { useWorthWords, WorthWarning } from '../pin-worth';

const loadSchema = () => import('@/lib/domain/sales/products/schemas').then((module) => module.createProductInput);

type NewProductFormProps = { coupons: ProductCoupon[]; couponId: number | null };

export function NewProductForm({ coupons, couponId }: NewProductFormProps) {
  const t = useTranslations('products.form');
  const tWorth = useTranslations('products.worth');
  const worthOf = useWorthWords();
  const overOf = useOverWords();
  const router = useRouter();
  const form = useSchemaForm(loadSchema, {
    name: '',
    value: '',
    requiresSale: true,
    ...(couponId ? { couponId } : {}),
  });
  const { mutateAsync } = useAction(createProductAction);
  const [chosen, amountPaisa] = useWatch({ control: form.control, name: ['couponId', 'amountPaisa'] });
  const coupon = coupons.find(({ id }) => id === chosen);
  /** The coupon of which it was said that its PINs are worth anything. */
  const [asked, setAsked] = useState<number | null>(null);
  const isShown = useShown(asked);
  const isAsked = asked !== null && asked === chosen;
  const summary =
    coupon && Number.isSafeInteger(amountPaisa)
      ? t('summary', { coupon: coupon.code, price: formatPaisa(amountPaisa) })
      : t('summaryNone');

  if (coupons.length === 0) {
    return (
      <EmptyState
        icon={<TicketPercent />}
        title={t('supply')}
        action={
          <LinkButton look="primary" href={routes.newCoupon()}>
            {t('createCoupon')}
          </LinkButton>
        }
      >
        {t('noCoupons')}
      </EmptyState>
    );
  }
  return (
    <Form
      form={form}
      onSubmit={async (values) => {
        if (coupon?.worth.isUnbounded && !(isAsked && isShown)) {
          setAsked(coupon.id);
          return form.setError('couponId', { type: 'danger', message: tWorth('unbounded') }, { shouldFocus: true });
        }
        const result = await withSecondPerson(() => mutateAsync(values));
        if (!result.ok) return showServerErrors(form, result);
        toastSuccess(t('created', { name: result.value.name }));
        router.push(routes.products());
      }}
    >
      <FormLayout
        summary={
          <>
            <p className="text-pretty">{summary}</p>
            {coupon && <p className="mt-2 text-pretty wrap-anywhere">{worthOf(coupon.worth)}</p>}
            <div role="status">
              {coupon && <CouponOver coupon={coupon} className="mt-4" />}
              {coupon && <WorthWarning worth={coupon.worth} />}
            </div>
          </>
        }
        footer={
          <SubmitBar
            label={t(isAsked ? 'createAnyway' : 'create')}
            isHeld={isAsked && !isShown}
            cancelHref={routes.products()}
          />
        }
      >
        <FormSection title={t('product')} description={t('productHint')}>
          <TextField
            control={form.control}
            name="name"
            label={t('name')}
            help={t('nameHelp')}
            maxLength={80}
            autoFocus
          />
          <TextField control={form.control} name="value" label={t('value')} help={t('valueHelp')} maxLength={80} mono />
          <MoneyField control={form.control} name="amountPaisa" label={t('amount')} help={t('amountHelp')} />
        </FormSection>
        <FormSection title={t('supply')} description={t('supplyHint')}>
          <SelectField
            control={form.control}
            name="couponId"
            label={t('coupon')}
            help={t('couponHelp')}
            options={coupons.map((one) => {
              const help = [overOf(one), one.description].filter(Boolean).join(' ');
              return { value: one.id, label: one.code, ...(help ? { help } : {}) };
            })}
          />
          <CheckboxField
            control={form.control}
            name="requiresSale"
            label={t('requiresSale')}
            help={t('requiresSaleHelp')}
          />
        </FormSection>
      </FormLayout>
    </Form>
  );
}
