'use client';

import { SearchCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { handOver, readHandedOver } from '@/app/session/code-hand-over';
import { useAction } from '@/app/session/use-action';
import { RadioGroupField } from '@/components/choice-field';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from '@/components/form';
import { FormSection } from '@/components/form-layout';
import { MoneyField } from '@/components/number-field';
import type { Picked } from '@/components/search-picker';
import { TextField } from '@/components/text-field';
import { parseNepaliMobile } from '@/lib/core/phone';
import { explainCodeInput, userStatuses } from '@/lib/domain/redemptions/redemptions/schemas';
import { findCustomersAction } from '../customers/actions';
import { CustomerResults } from '../customers/customer-results';
import { ResourcePicker } from '../resource-picker';
import { explainCodeAction } from './actions';
import { Answer } from './answer';
import { FittingCoupons } from './fitting-coupons';

const { typed, userRef, amount } = explainCodeInput.shape;
const codeForm = z.object({
  typed,
  userRef,
  amount,
  userStatus: z.enum(['unknown', ...userStatuses]),
});

/** A whole phone number or email address. */
const isContact = (typed: string) => parseNepaliMobile(typed) !== null || z.email().safeParse(typed.trim()).success;

type CodeFormProps = { companyName: string; canWrite: boolean };

export function CodeForm({ companyName, canWrite }: CodeFormProps) {
  const t = useTranslations('codeCheck.form');
  const form = useSchemaForm(codeForm, {
    typed: readHandedOver(),
    userRef: null,
    amount: null,
    userStatus: 'unknown',
  });
  const [groups, setGroups] = useState<Picked[]>([]);
  const [plans, setPlans] = useState<Picked[]>([]);
  const [prices, setPrices] = useState<Picked[]>([]);
  const answer = useRef<HTMLDivElement>(null);
  const explain = useAction(explainCodeAction, { gcTime: 0 });
  const customers = useAction(findCustomersAction, { gcTime: 0 });
  const found = customers.data?.ok ? customers.data.value : null;

  useEffect(() => handOver(''), []);

  // One purchase is of one of them.
  const choosePlan = (chosen: Picked[]) => {
    setPlans(chosen);
    if (chosen.length > 0) setPrices([]);
  };
  const choosePrice = (chosen: Picked[]) => {
    setPrices(chosen);
    if (chosen.length > 0) setPlans([]);
  };

  const submit = async ({ userStatus, ...asked }: z.output<typeof codeForm>) => {
    const input = {
      ...asked,
      userStatus: userStatus === 'unknown' ? null : userStatus,
      groupIds: groups.map(({ id }) => id),
      planId: plans[0]?.id ?? null,
      tvodPriceId: prices[0]?.id ?? null,
    };
    customers.reset();
    const result = await explain.mutateAsync(input).catch(() => null);
    if (!result) return form.setError('root.server', { message: t('lost') });
    if (!result.ok) return showServerErrors(form, result);
    // A code can look like a phone number: it is one only when no code is known by it.
    if (result.value.result === 'unknown' && isContact(asked.typed)) {
      const other = await customers.mutateAsync({ search: asked.typed }).catch(() => null);
      if (!other) return form.setError('root.server', { message: t('lost') });
      if (!other.ok) return form.setError('root.server', { message: other.message });
    }
    // On a phone the answer is below the window.
    answer.current?.scrollIntoView({ block: 'nearest' });
  };

  /** The same customer and purchase, without the code. */
  const readQuestion = () => {
    form.clearErrors('typed');
    const { userRef, userStatus, amount } = form.getValues();
    const id = userRef?.trim();
    if (!id) {
      form.setError('userRef', { message: t('userNeeded') }, { shouldFocus: true });
      return null;
    }
    const bought = { plan: plans[0]?.id, tvod_price: prices[0]?.id, amount: amount ?? undefined };
    return {
      user: {
        id,
        groups: groups.map((group) => group.id),
        ...(userStatus === 'unknown' ? {} : { status: userStatus }),
      },
      ...(Object.values(bought).some((value) => value !== undefined) ? { purchase: bought } : {}),
    };
  };

  return (
    <div className="grid max-w-[1200px] items-start gap-6 lg:grid-cols-[360px_minmax(0,1fr)]">
      <Form form={form} onSubmit={submit} guard={false} className="flex flex-col gap-4 lg:sticky lg:top-6">
        <FormSection title={t('code')}>
          <TextField
            control={form.control}
            name="typed"
            label={t('typed')}
            help={t('typedHelp')}
            autoComplete="off"
            maxLength={200}
            autoFocus
            mono
          />
        </FormSection>
        <FormSection title={t('purchase')} description={t('purchaseHelp')}>
          <ResourcePicker
            kind="user_group"
            label={t('plan')}
            placeholder={t('planPlaceholder')}
            picked={plans}
            onChange={choosePlan}
            isSingle
          />
          <ResourcePicker
            kind="tvod_price"
            label={t('price')}
            placeholder={t('pricePlaceholder')}
            picked={prices}
            onChange={choosePrice}
            isSingle
          />
          <MoneyField control={form.control} name="amount" label={t('amount')} help={t('amountHelp')} optional />
        </FormSection>
        <FormSection title={t('customer')} description={t('customerHelp')}>
          <TextField
            control={form.control}
            name="userRef"
            label={t('user')}
            help={t('userHelp')}
            autoComplete="off"
            maxLength={200}
            mono
            optional
            emptyAsNull
          />
          <ResourcePicker
            kind="user_group"
            label={t('groups')}
            placeholder={t('groupsPlaceholder')}
            picked={groups}
            onChange={setGroups}
          />
          <RadioGroupField
            control={form.control}
            name="userStatus"
            label={t('status')}
            choices={(['unknown', ...userStatuses] as const).map((value) => ({ value, label: t(`statuses.${value}`) }))}
          />
        </FormSection>
        <SubmitBar label={t('submit')} icon={<SearchCheck />} />
      </Form>
      <div ref={answer} className="min-w-0 scroll-mt-4">
        {found && customers.variables ? (
          <div role="status" className="flex flex-col gap-3">
            <p className="text-pretty text-muted">{t('contact')}</p>
            <CustomerResults found={found} searched={customers.variables.search} />
          </div>
        ) : (
          <Answer
            answer={explain.data?.ok ? explain.data.value : null}
            isPending={explain.isPending || customers.isPending}
            companyName={companyName}
            canWrite={canWrite}
          />
        )}
        <FittingCoupons readQuestion={readQuestion} />
      </div>
    </div>
  );
}
