'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { useWatch } from 'react-hook-form';
import { RadioGroupField } from '@/components/choice-field';
import { useField } from '@/components/field';
import { FormSection } from '@/components/form-layout';
import { Link } from '@/components/link';
import { NumberField } from '@/components/number-field';
import type { Picked } from '@/components/search-picker';
import { useListWords } from '@/components/use-list-words';
import { routes } from '@/lib/core/routes';
import type { FieldWords } from '../_fields/use-field-words';
import { ResourcePicker } from '../resource-picker';
import type { CouponForm } from './coupon-form-model';
import type { CouponLinks } from './coupon-sentences';

/** What a form's coupon pays for and whose it is, by name. */
export type CouponScope = {
  /** Chosen for a new coupon; one that is there, or is copied, has its links already. */
  choice: {
    plans: Picked[];
    prices: Picked[];
    setPlans: (plans: Picked[]) => void;
    setPrices: (prices: Picked[]) => void;
  } | null;
  links: CouponLinks;
  /** The coupon whose links can be changed. */
  couponId: number | null;
  setMembers: (members: Picked[]) => void;
};

export function PaysFor({ scope: { choice, links, couponId } }: { scope: CouponScope }) {
  const t = useTranslations('coupons.form');
  const listed = useListWords();
  const names = [...links.groups, ...links.prices];
  if (choice) {
    return (
      <FormSection title={t('paysFor')} description={t('paysForHelp')}>
        <ResourcePicker
          kind="user_group"
          label={t('plans')}
          placeholder={t('plansPlaceholder')}
          picked={choice.plans}
          onChange={choice.setPlans}
        />
        <ResourcePicker
          kind="tvod_price"
          label={t('prices')}
          placeholder={t('pricesPlaceholder')}
          picked={choice.prices}
          onChange={choice.setPrices}
        />
      </FormSection>
    );
  }
  return (
    <FormSection title={t('paysFor')} description={t('paysForHelp')}>
      <p className="wrap-anywhere text-pretty">
        {names.length > 0 ? listed(names, 'disjunction') : t('paysForAnything')}
      </p>
      {couponId !== null && (
        <p className="flex flex-wrap gap-x-4 text-13">
          <Link href={routes.couponUserGroups(couponId)} className="text-link">
            {t('openPlans')}
          </Link>
          <Link href={routes.couponTvodPrices(couponId)} className="text-link">
            {t('openPrices')}
          </Link>
        </p>
      )}
    </FormSection>
  );
}

type WhoCanUseProps = { form: CouponForm; words: FieldWords; scope: CouponScope };

export function WhoCanUse({ form: { control, setValue }, words, scope }: WhoCanUseProps) {
  const t = useTranslations('coupons.form');
  const [audience, perUser, unique] = useWatch({
    control,
    name: ['audience', 'redemptionsPerUser', 'uniqueRedemption'],
  });
  // One says the same as the other.
  useEffect(() => {
    if (unique !== (perUser === 1)) setValue('uniqueRedemption', perUser === 1, { shouldDirty: true });
  }, [perUser, unique, setValue]);
  return (
    <FormSection title={t('canUse')}>
      <RadioGroupField control={control} name="audience" label={t('audience')} choices={words.choices('audience')} />
      {audience === 'members' && <MemberGroups control={control} scope={scope} />}
      <EmptiedUnlessMembers isMembers={audience === 'members'} scope={scope} setValue={setValue} />
      <NumberField
        control={control}
        name="redemptionsPerUser"
        label={t('redemptionsPerUser')}
        help={t('redemptionsPerUserHelp')}
        suffix={t('perUserTimes')}
        optional
      />
    </FormSection>
  );
}

function MemberGroups({ control, scope }: Pick<CouponForm, 'control'> & { scope: CouponScope }) {
  const t = useTranslations('coupons.form');
  const { error, onChange } = useField(control, 'memberGroupIds');
  const choose = (members: Picked[]) => {
    scope.setMembers(members);
    onChange(members.map(({ id }) => id).sort((a, b) => a - b));
  };
  return (
    <div>
      <ResourcePicker
        kind="user_group"
        label={t('memberGroupIds')}
        help={t('memberGroupIdsHelp')}
        placeholder={t('memberGroupIdsPlaceholder')}
        picked={scope.links.members}
        onChange={choose}
      />
      {error && (
        <p role="alert" className="mt-1 text-13 text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

type EmptiedProps = Pick<CouponForm, 'setValue'> & { isMembers: boolean; scope: CouponScope };

/** Groups that no rule asks for are not sent. */
function EmptiedUnlessMembers({ isMembers, scope: { links, setMembers }, setValue }: EmptiedProps) {
  const hasMembers = links.members.length > 0;
  useEffect(() => {
    if (isMembers || !hasMembers) return;
    setMembers([]);
    setValue('memberGroupIds', [], { shouldDirty: true });
  }, [isMembers, hasMembers, setMembers, setValue]);
  return null;
}
