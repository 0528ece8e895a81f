'use client';

import { Gift } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { giveGoodwillCodeAction } from '@/app/(desk)/customers/actions';
import { newReference } from '@/app/(desk)/sell/draft';
import { useAction } from '@/app/session/use-action';
import { answerTo, Form, SubmitBar, useSchemaForm } from '@/components/form';
import { SelectField } from '@/components/select-field';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { formatContact } from '@/lib/core/phone';
import type { ContactKind } from '@/lib/domain/sales/customers/customer-address';
import type { GoodwillCoupon } from '@/lib/domain/sales/customers/goodwill-coupons';

const loadSchema = () => import('@/lib/domain/sales/customers/schemas').then((module) => module.giveGoodwillCodeInput);

type GoodwillFormProps = { saleId: number; by: ContactKind; contact: string; coupons: GoodwillCoupon[] };

/** A code for nothing, made and sent in one press; without an answer, the next press asks for the same one. */
export function GoodwillForm({ saleId, by, contact, coupons }: GoodwillFormProps) {
  const t = useTranslations('customers.goodwill');
  const router = useRouter();
  const [only] = coupons;
  const couponId = coupons.length === 1 && only ? { couponId: only.id } : {};
  const begin = () => ({ press: newReference(), saleId, by, reason: '', ...couponId });
  const form = useSchemaForm(loadSchema, useState(begin)[0]);
  const { mutateAsync } = useAction(giveGoodwillCodeAction);
  return (
    <Form
      form={form}
      className="card flex flex-col gap-4 p-5"
      onSubmit={async (values) => {
        const result = await answerTo(form, mutateAsync(values), t('lost'));
        if (!result) return;
        form.reset(begin());
        toastSuccess(t('given', { lastFour: result.value.lastFour }));
        router.refresh();
      }}
    >
      <div>
        <h2 className="text-base font-semibold">{t('title')}</h2>
        <p className="mt-1 text-13 text-pretty text-muted">{t('text', { contact: formatContact(contact) })}</p>
      </div>
      <SelectField
        control={form.control}
        name="couponId"
        label={t('coupon')}
        help={t('couponHelp')}
        options={coupons.map(({ id, code, description }) => ({
          value: id,
          label: code,
          ...(description ? { help: description } : {}),
        }))}
      />
      <TextField control={form.control} name="reason" label={t('reason')} help={t('reasonHelp')} maxLength={200} />
      <SubmitBar label={t('submit')} icon={<Gift />} />
    </Form>
  );
}
