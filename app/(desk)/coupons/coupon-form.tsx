'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { withSecondPerson } from '@/app/session/second-person';
import { Form, showServerErrors } from '@/components/form';
import { FormLayout } from '@/components/form-layout';
import type { Picked } from '@/components/search-picker';
import { toastError, toastInfo, toastSuccess } from '@/components/toasts';
import { whenNeeded } from '@/components/when-needed';
import { routes } from '@/lib/core/routes';
import { type CouponFacts, couponWarnings } from '@/lib/domain/coupons/coupons/coupon-warnings';
import type { CouponSaving } from '@/lib/domain/coupons/coupons/stale-coupon';
import { createCouponAction, duplicateCouponAction, updateCouponAction } from './actions';
import { CouponSubmit, useDangers } from './coupon-dangers';
import { CouponFields } from './coupon-form-fields';
import { type CouponValues, type CouponForm as FormOf, useCouponForm, valuesOf } from './coupon-form-model';
import { CouponPreview } from './coupon-preview';
import { type CouponItem, couponLists } from './coupon-queries';
import { CouponReplay } from './coupon-replay';
import type { CouponScope } from './coupon-scope-fields';
import type { CouponLinks } from './coupon-sentences';
import { CouponSummary } from './coupon-summary';

const StaleDialog = whenNeeded(() => import('./stale-dialog').then((module) => module.StaleDialog));

type CouponFormProps = {
  /** The one that is edited; null for a new one. */
  coupon: CouponItem | null;
  /** The one that a new one is copied from: its rule, and what it is linked to. */
  source?: CouponItem;
  links?: CouponLinks;
  facts?: CouponFacts;
};

const nothing: CouponFacts = { used: 0, codesOut: 0 };
const anyone: CouponLinks = { groups: [], prices: [], members: [] };

/** One form for a new coupon, for a copy of one and for changing one. */
export function CouponForm({ coupon, source, links = anyone, facts = nothing }: CouponFormProps) {
  const t = useTranslations('coupons');
  const router = useRouter();
  const queryClient = useQueryClient();
  const { form, translate } = useCouponForm(coupon, source);
  const [base, setBase] = useState(coupon);
  const [savings, setSavings] = useState<CouponSaving[] | null>(null);
  const { dirtyFields } = form.formState;
  const scope = useScope({ isNew: coupon === null && source === undefined, couponId: coupon?.id ?? null, links });

  const save = useMutation({
    mutationFn: (values: CouponValues) => {
      if (source) return withSecondPerson(() => duplicateCouponAction({ ...values, sourceId: source.id }));
      if (!base) return withSecondPerson(() => createCouponAction({ ...values, ...linkedIds(scope) }));
      const changed = Object.entries(values).filter(([name]) => name in dirtyFields);
      const update = { ...Object.fromEntries(changed), id: base.id, version: base.version };
      return withSecondPerson(() => updateCouponAction(update));
    },
    onError: () => toastError(t('failed.offline')),
  });

  const dangers = useDangers({ form, base, facts });

  const submit = async (values: CouponValues) => {
    if (!dangers.isMeant(values)) return;
    const result = await save.mutateAsync(values);
    if (!result.ok) {
      if (result.code === 'stale') setSavings(result.details.savings as CouponSaving[]);
      const message = result.code === 'not_found' ? t('failed.deletedMeanwhile') : result.message;
      return showServerErrors(form, { ...result, message, fields: translate(result.fields) });
    }
    void queryClient.invalidateQueries({ queryKey: couponLists });
    toastSuccess(t(base ? 'done.saved' : 'done.created', { code: result.value.code }));
    router.push(routes.coupon(result.value.id));
    router.refresh();
  };

  const rebase = (theirs: CouponItem, keepMine: boolean) => {
    form.clearErrors();
    form.reset(valuesOf(theirs) as CouponValues, { keepDirtyValues: keepMine });
    setBase(theirs);
    setSavings(null);
    toastInfo(t(keepMine ? 'stale.kept' : 'stale.taken'));
  };

  return (
    <Form form={form} onSubmit={submit}>
      <FormLayout
        summary={
          <>
            <LiveSummary form={form} links={scope.links} facts={facts} />
            {base && form.formState.isDirty && <CouponReplay form={form} couponId={base.id} />}
          </>
        }
        footer={<CouponSubmit form={form} base={base} dangers={dangers} />}
      >
        <CouponFields form={form} used={facts.used} scope={scope} />
      </FormLayout>
      {base && savings && (
        <StaleDialog
          couponId={base.id}
          savings={savings}
          mine={Object.keys(dirtyFields)}
          onClose={() => setSavings(null)}
          onChoose={rebase}
        />
      )}
    </Form>
  );
}

type ScopeOptions = { isNew: boolean; couponId: number | null; links: CouponLinks };

function useScope({ isNew, couponId, links }: ScopeOptions): CouponScope {
  const [members, setMembers] = useState(links.members);
  const [plans, setPlans] = useState<Picked[]>([]);
  const [prices, setPrices] = useState<Picked[]>([]);
  if (!isNew) return { choice: null, links: { ...links, members }, couponId, setMembers };
  const chosen = { groups: plans.map(({ name }) => name), prices: prices.map(({ name }) => name), members };
  return { choice: { plans, prices, setPlans, setPrices }, links: chosen, couponId, setMembers };
}

const idsOf = (picked: Picked[] = []) => picked.map(({ id }) => id);
const linkedIds = ({ choice }: CouponScope) => ({
  userGroupIds: idsOf(choice?.plans),
  tvodPriceIds: idsOf(choice?.prices),
});

function LiveSummary({ form, links, facts }: { form: FormOf; links: CouponLinks; facts: CouponFacts }) {
  const values = useWatch({ control: form.control });
  const [now] = useState(() => new Date());
  const warnings = couponWarnings(values, facts, now, form.formState.dirtyFields);
  return (
    <>
      <CouponSummary coupon={values} links={links} warnings={warnings} />
      <CouponPreview coupon={values} />
    </>
  );
}
