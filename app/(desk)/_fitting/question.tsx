'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { RadioGroupField } from '@/components/choice-field';
import { FormSection } from '@/components/form-layout';
import { MoneyField } from '@/components/number-field';
import type { Picked } from '@/components/search-picker';
import { TextField } from '@/components/text-field';
import type { qualify } from '@/lib/domain/redemptions/redemptions/qualify';
import { userStatuses } from '@/lib/domain/redemptions/redemptions/user-statuses';
import { ResourcePicker } from '../resource-picker';
import type { QuestionValues } from './question-shape';

export const emptyQuestion = { userRef: null, amount: null, userStatus: 'unknown' } as const;

export type Question = Parameters<typeof qualify>[1];

/** The plan or the price that is bought, and the groups the user is in. */
export function usePicked() {
  const [groups, setGroups] = useState<Picked[]>([]);
  const [plans, setPlans] = useState<Picked[]>([]);
  const [prices, setPrices] = useState<Picked[]>([]);
  return {
    ...{ groups, setGroups, plans, prices },
    // One purchase is of one of them.
    setPlans: (chosen: Picked[]) => {
      setPlans(chosen);
      if (chosen.length > 0) setPrices([]);
    },
    setPrices: (chosen: Picked[]) => {
      setPrices(chosen);
      if (chosen.length > 0) setPlans([]);
    },
  };
}

type PickedThings = ReturnType<typeof usePicked>;

/** Who buys what, or null for a user without an id. */
export function toQuestion(values: QuestionValues, { groups, plans, prices }: PickedThings): Question | null {
  const id = values.userRef?.trim();
  if (!id) return null;
  const bought = { plan: plans[0]?.id, tvod_price: prices[0]?.id, amount: values.amount ?? undefined };
  return {
    user: {
      id,
      groups: groups.map((group) => group.id),
      ...(values.userStatus === 'unknown' ? {} : { status: values.userStatus }),
    },
    ...(Object.values(bought).some((value) => value !== undefined) ? { purchase: bought } : {}),
  };
}

/** In a form whose schema has `questionShape`. */
export function QuestionFields({ picked }: { picked: PickedThings }) {
  const t = useTranslations('codeCheck.form');
  const { control } = useFormContext<QuestionValues>();
  return (
    <>
      <FormSection title={t('purchase')} description={t('purchaseHelp')}>
        <ResourcePicker
          kind="user_group"
          label={t('plan')}
          placeholder={t('planPlaceholder')}
          picked={picked.plans}
          onChange={picked.setPlans}
          isSingle
        />
        <ResourcePicker
          kind="tvod_price"
          label={t('price')}
          placeholder={t('pricePlaceholder')}
          picked={picked.prices}
          onChange={picked.setPrices}
          isSingle
        />
        <MoneyField control={control} name="amount" label={t('amount')} help={t('amountHelp')} optional />
      </FormSection>
      <FormSection title={t('customer')} description={t('customerHelp')}>
        <TextField
          control={control}
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
          picked={picked.groups}
          onChange={picked.setGroups}
        />
        <RadioGroupField
          control={control}
          name="userStatus"
          label={t('status')}
          choices={(['unknown', ...userStatuses] as const).map((value) => ({ value, label: t(`statuses.${value}`) }))}
        />
      </FormSection>
    </>
  );
}
