'use client';

import { TicketPercent } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Form, SubmitBar, useSchemaForm } from '@/components/form';
import { FittingAnswer, useFitting } from '../../_fitting/fitting-coupons';
import { emptyQuestion, QuestionFields, toQuestion, usePicked } from '../../_fitting/question';

const loadSchema = () => import('../../_fitting/question-shape').then((module) => module.questionForm);

/** Which coupons fit a customer, for what they want to buy now. `userRef` is who redeemed one of their PINs last. */
export function CouponQuestion({ userRef }: { userRef: string | null }) {
  const t = useTranslations('codeCheck');
  const form = useSchemaForm(loadSchema, { ...emptyQuestion, userRef });
  const picked = usePicked();
  const ask = useFitting();
  const submit = () => {
    const question = toQuestion(form.getValues(), picked);
    if (!question) return form.setError('userRef', { message: t('form.userNeeded') }, { shouldFocus: true });
    return ask.mutateAsync(question).catch(() => undefined);
  };
  return (
    <>
      <Form form={form} onSubmit={submit} guard={false} className="mt-3 flex flex-col gap-4">
        <QuestionFields picked={picked} />
        <SubmitBar label={t('fit.ask')} icon={<TicketPercent />} />
      </Form>
      {!ask.isIdle && (
        <div className="card mt-4 p-5">
          <FittingAnswer ask={ask} />
        </div>
      )}
    </>
  );
}
