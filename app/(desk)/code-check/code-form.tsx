'use client';

import { SearchCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { handOver, readHandedOver } from '@/app/session/code-hand-over';
import { useAction } from '@/app/session/use-action';
import { answerTo, Form, SubmitBar, useSchemaForm } from '@/components/form';
import { FormSection } from '@/components/form-layout';
import { TextField } from '@/components/text-field';
import { parseNepaliMobile } from '@/lib/core/phone';
import { FittingCoupons } from '../_fitting/fitting-coupons';
import { emptyQuestion, QuestionFields, toQuestion, usePicked } from '../_fitting/question';
import type { CodeQuestion } from '../_fitting/question-shape';
import { findCustomersAction } from '../customers/actions';
import { CustomerResults } from '../customers/customer-results';
import { explainCodeAction } from './actions';
import { Answer } from './answer';

const loadSchema = () => import('../_fitting/question-shape').then((module) => module.codeQuestionForm);

/** A whole phone number or email address. It is no check: what is no address finds nobody. */
const isContact = (typed: string) => parseNepaliMobile(typed) !== null || /^\S+@\S+\.\S+$/.test(typed.trim());

type CodeFormProps = { companyName: string; canWrite: boolean };

export function CodeForm({ companyName, canWrite }: CodeFormProps) {
  const t = useTranslations('codeCheck.form');
  const form = useSchemaForm(loadSchema, { typed: readHandedOver(), ...emptyQuestion });
  const picked = usePicked();
  const answer = useRef<HTMLDivElement>(null);
  const explain = useAction(explainCodeAction, { gcTime: 0 });
  const customers = useAction(findCustomersAction, { gcTime: 0 });
  const found = customers.data?.ok ? customers.data.value : null;

  useEffect(() => handOver(''), []);

  const submit = async ({ userStatus, ...asked }: CodeQuestion) => {
    const input = {
      ...asked,
      userStatus: userStatus === 'unknown' ? null : userStatus,
      groupIds: picked.groups.map(({ id }) => id),
      planId: picked.plans[0]?.id ?? null,
      tvodPriceId: picked.prices[0]?.id ?? null,
    };
    customers.reset();
    const result = await answerTo(form, explain.mutateAsync(input), t('lost'));
    if (!result) return;
    // A code can look like a phone number: it is one only when no code is known by it.
    if (result.value.result === 'unknown' && isContact(asked.typed)) {
      if (!(await answerTo(form, customers.mutateAsync({ search: asked.typed }), t('lost')))) return;
    }
    // On a phone the answer is below the window.
    answer.current?.scrollIntoView({ block: 'nearest' });
  };

  /** The same customer and purchase, without the code. */
  const readQuestion = () => {
    form.clearErrors('typed');
    const question = toQuestion(form.getValues(), picked);
    if (!question) form.setError('userRef', { message: t('userNeeded') }, { shouldFocus: true });
    return question;
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
        <QuestionFields picked={picked} />
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
