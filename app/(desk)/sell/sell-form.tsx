'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { usePaymentName } from '@/app/(desk)/use-payment-names';
import { deskClient, read } from '@/app/session/desk-client';
import { RadioGroupField } from '@/components/choice-field';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from '@/components/form';
import { FormLayout, FormSection } from '@/components/form-layout';
import { Kbd } from '@/components/kbd';
import { SelectField } from '@/components/select-field';
import { SlowNotice } from '@/components/slow-notice';
import { PhoneField, TextField } from '@/components/text-field';
import { customerLanguages } from '@/lib/core/entities/customer-language';
import { formatPaisa } from '@/lib/core/money';
import { formatPhone } from '@/lib/core/phone';
import type { ProductSummary } from '@/lib/domain/sales/products/list-products';
import type { EarlierSale } from '@/lib/domain/sales/sales/assert-not-sold-recently';
import type { PaymentChoice } from '@/lib/domain/sales/sales/get-payment-choice';
import type { SellCatalogue } from '@/lib/domain/sales/sales/get-sell-catalogue';
import type { RecentCustomer } from '@/lib/domain/sales/sales/list-recent-customers';
import { useWithLimitReason } from '../limit-reason';
import { sellKey, watchKey } from '../unseen-sales';
import { sellAction } from './actions';
import { ChangedUnderHand } from './changed-under-hand';
import type { Contact } from './contact-form';
import { ProductChoice } from './product-choice';
import { RecentCustomers } from './recent-customers';
import { SellProgress } from './sell-progress';
import { PhoneHelp, SellSummary } from './sell-summary';
import { keepsPressed, type Pressed, SellTrouble, type Trouble, troubleOf } from './sell-trouble';
import type { NewPrice, Outcome } from './sell-types';
import { useDraft } from './use-draft';
import { isOffered, useProductOrder } from './use-product-order';
import { useStartAgain } from './use-start-again';

const loadContactForm = () => import('./contact-form').then((module) => module.contactForm);

type SellFormProps = {
  sellerId: number;
  reference: string;
  catalogue: SellCatalogue;
  favourites: number[];
  recent: RecentCustomer[];
  payment: PaymentChoice;
  needsShift: boolean;
  onOutcome: (outcome: Outcome) => void;
  /** Prices or stock are not what this page shows. */
  onStale: (price?: NewPrice) => void;
};

export function SellForm({
  sellerId,
  reference,
  catalogue,
  favourites,
  recent,
  payment,
  needsShift,
  onOutcome,
  onStale,
}: SellFormProps) {
  const t = useTranslations('sell');
  const nameOf = usePaymentName();
  const [trouble, setTrouble] = useState<Trouble | null>(needsShift ? { kind: 'shift_required' } : null);
  // The form stays as it was pressed until the outcome is known, whatever the catalogue says meanwhile.
  const [pressed, setPressed] = useState<(Pressed & { product: ProductSummary }) | null>(null);
  const form = useSchemaForm(loadContactForm, { phone: '', email: '', language: null, paymentMethod: payment.first });
  const {
    draft,
    product: offered,
    agreedPaisa,
    choose,
  } = useDraft(form, catalogue.rows, {
    sellerId,
    reference,
    payment,
  });
  const products = useProductOrder(catalogue.rows, favourites);
  const chooseByDigit = (id: number) => {
    choose(id);
    form.setFocus('phone');
  };
  const startAgain = useStartAgain(sellerId);
  const product = pressed?.product ?? offered;
  const hasChanged = pressed === null && product !== undefined && !isAsChosen(product, agreedPaisa);

  const queryClient = useQueryClient();
  const withReason = useWithLimitReason();

  const send = useMutation({
    mutationKey: sellKey,
    // Its result stays out of the mutation's cache: it carries the PIN.
    mutationFn: async ({ input }: Pressed): Promise<void> => {
      const result = await withReason((limitReason) => sellAction({ ...input, limitReason })).catch(() => null);
      void queryClient.invalidateQueries({ queryKey: watchKey });
      if (result?.ok) return onOutcome(result.value);
      const found = troubleOf(result, reference);
      if (!keepsPressed(found)) setPressed(null);
      if (result?.code === 'invalid') return showServerErrors(form, result);
      if (result?.code === 'price_changed') {
        return onStale({ productId: input.productId, amountPaisa: Number(result.details.amountPaisa) });
      }
      if (result && !keepsPressed(found)) onStale();
      setTrouble(found);
    },
  });
  const look = useMutation({
    mutationFn: async (): Promise<void> => {
      const found = await read(deskClient.sales.own.$get({ query: { reference } })).catch(() => null);
      if (found?.sale) return onOutcome({ sale: found.sale, pin: null, repeated: false });
      setTrouble({ kind: found ? 'not_sold' : 'unchecked' });
    },
  });
  const release = (why: Trouble | null) => {
    setPressed(null);
    setTrouble(why);
  };
  const press = async (what: NonNullable<typeof pressed>) => {
    if (!navigator.onLine) return release({ kind: 'offline' });
    setTrouble(null);
    setPressed(what);
    await send.mutateAsync(what);
  };

  const fillIn = ({ phone, email }: RecentCustomer) => {
    form.setValue('phone', phone ? formatPhone(phone) : '', { shouldValidate: true });
    form.setValue('email', email ?? '', { shouldValidate: true });
  };

  const submit = async (contact: Contact) => {
    if (!product || hasChanged) return;
    const input = { reference, productId: product.id, expectedAmountPaisa: product.amountPaisa, ...contact };
    await press({ input, product, productName: product.name });
  };

  const isAsking = send.isPending && product?.supplier === 'khalti';
  return (
    <Form form={form} onSubmit={submit} guard={false}>
      {catalogue.paused && <SellTrouble trouble={{ kind: 'paused' }} />}
      {trouble && (
        <SellTrouble
          trouble={trouble}
          onStartAgain={() => startAgain(draft)}
          remedies={
            pressed && {
              pressed,
              onCheck: () => look.mutate(),
              onSell: (despite) => void press(despiteOf(pressed, despite)),
              onChange: () => release(null),
              isBusy: send.isPending || look.isPending,
            }
          }
        />
      )}
      <FormLayout
        summary={<SellSummary control={form.control} product={product} />}
        footer={
          <>
            {hasChanged && (
              <ChangedUnderHand
                product={product}
                agreedPaisa={agreedPaisa ?? product.amountPaisa}
                onAccept={() => choose(product.id)}
              />
            )}
            <SubmitBar
              label={product ? t('submit', { price: formatPaisa(product.amountPaisa) }) : t('submitNone')}
              isPending={send.isPending}
              isDisabled={!product || hasChanged || catalogue.paused || (pressed !== null && !send.isPending)}
            >
              {isAsking ? (
                <SellProgress />
              ) : (
                <SlowNotice isWaiting={send.isPending} waitingFor={t('waiting')} safeToLeave={t('safeToLeave')} />
              )}
            </SubmitBar>
            <p className="mt-2 text-13 text-muted max-lg:hidden">
              {t.rich('keys', { key: (letters) => <Kbd className="mx-0.5">{letters}</Kbd> })}
            </p>
          </>
        }
      >
        <fieldset disabled={pressed !== null} className="contents">
          <ProductChoice
            products={products}
            isKhaltiFailing={catalogue.supplierAlert}
            value={product?.id ?? null}
            onChange={choose}
            onDigit={chooseByDigit}
          />
          <FormSection title={t('customer')} description={t('customerHint')}>
            <RecentCustomers customers={recent} onChoose={fillIn} />
            <PhoneField
              control={form.control}
              name="phone"
              label={t('phone')}
              help={<PhoneHelp control={form.control} />}
              optional
            />
            <TextField
              control={form.control}
              name="email"
              label={t('email')}
              type="email"
              inputMode="email"
              autoComplete="off"
              optional
            />
            <SelectField
              control={form.control}
              name="language"
              label={t('language')}
              help={t('languageHelp')}
              none={t('languageAsBefore')}
              options={Object.entries(customerLanguages).map(([value, label]) => ({ value, label }))}
              optional
            />
          </FormSection>
          {payment.offered.length > 0 && (
            <FormSection title={t('payment')}>
              <RadioGroupField
                control={form.control}
                name="paymentMethod"
                label={t('paidBy')}
                choices={payment.offered.map((value) => ({ value, label: nameOf(value) }))}
                orientation="horizontal"
              />
            </FormSection>
          )}
        </fieldset>
      </FormLayout>
    </Form>
  );
}

/** The same press, for which the seller has been asked about that sale. */
const despiteOf = <P extends Pressed>(pressed: P, earlier: EarlierSale | undefined): P =>
  earlier ? { ...pressed, input: { ...pressed.input, despiteSaleId: earlier.id } } : pressed;

/** Still on sale at the price that the seller saw. */
const isAsChosen = (product: ProductSummary, agreedPaisa: number | null): boolean =>
  isOffered(product) && product.amountPaisa === agreedPaisa;
