'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { Form, SubmitBar, showServerErrors } from '@/components/form';
import { FormLayout } from '@/components/form-layout';
import { toastError, toastInfo, toastSuccess } from '@/components/toasts';
import { routes } from '@/lib/routes';
import { createCouponAction, updateCouponAction } from './actions';
import { CouponFields } from './coupon-form-fields';
import { type CouponValues, type CouponForm as FormOf, useCouponForm, valuesOf } from './coupon-form-model';
import { type CouponItem, couponLists } from './coupon-queries';
import { CouponSummary } from './coupon-summary';
import { type CouponFacts, couponWarnings } from './coupon-warnings';
import { StaleDialog } from './stale-dialog';

type CouponFormProps = {
  /** The one that is edited; null for a new one. */
  coupon: CouponItem | null;
  facts?: CouponFacts;
};

const nothing: CouponFacts = { used: 0, codesOut: 0 };

/** One form for a new coupon and for changing one. */
export function CouponForm({ coupon, facts = nothing }: CouponFormProps) {
  const t = useTranslations('coupons');
  const router = useRouter();
  const queryClient = useQueryClient();
  const { form, translate } = useCouponForm(coupon);
  const [base, setBase] = useState(coupon);
  const [isStale, setStale] = useState(false);
  const { dirtyFields } = form.formState;

  const save = useMutation({
    mutationFn: (values: CouponValues) => {
      if (!base) return createCouponAction(values);
      const changed = Object.entries(values).filter(([name]) => name in dirtyFields);
      return updateCouponAction({ ...Object.fromEntries(changed), id: base.id, version: base.version });
    },
    onError: () => toastError(t('failed.offline')),
  });

  const submit = async (values: CouponValues) => {
    const result = await save.mutateAsync(values);
    if (!result.ok) {
      if (result.code === 'stale') setStale(true);
      return showServerErrors(form, { ...result, fields: translate(result.fields) });
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
    setStale(false);
    if (keepMine) toastInfo(t('stale.kept'));
  };

  return (
    <Form form={form} onSubmit={submit}>
      <FormLayout summary={<LiveSummary form={form} facts={facts} />}>
        <CouponFields form={form} used={facts.used} />
        <SubmitBar
          label={t(base ? 'form.save' : 'form.create')}
          cancelHref={base ? routes.coupon(base.id) : routes.coupons()}
        />
      </FormLayout>
      {base && isStale && <StaleDialog mine={base} onClose={() => setStale(false)} onChoose={rebase} />}
    </Form>
  );
}

function LiveSummary({ form, facts }: { form: FormOf; facts: CouponFacts }) {
  const values = useWatch({ control: form.control });
  const [now] = useState(() => new Date());
  return <CouponSummary coupon={values} warnings={couponWarnings(values, facts, now, form.formState.dirtyFields)} />;
}
