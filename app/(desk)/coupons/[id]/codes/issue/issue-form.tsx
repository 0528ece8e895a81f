'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useAction } from '@/app/session/use-action';
import { CheckboxField, RadioGroupField } from '@/components/choice-field';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from '@/components/form';
import { FieldRow, FormLayout, FormSection } from '@/components/form-layout';
import { NumberField } from '@/components/number-field';
import { SelectField } from '@/components/select-field';
import { SlowNotice } from '@/components/slow-notice';
import { TextField } from '@/components/text-field';
import { toastError, toastSuccess } from '@/components/toasts';
import { routes } from '@/lib/core/routes';
import { type CodePattern, patternStrength } from '@/lib/domain/coupons/codes/code-pattern';
import { requestBatchAction } from '../batch-actions';
import { codeLists } from '../code-queries';
import { type LimitedCoupon, useOverLimit } from '../use-over-limit';
import type { IssueFormValues } from './issue-form-model';
import { PatternSummary } from './pattern-summary';

/** It checks what is typed, and makes a pattern of it. */
const loadModel = () => import('./issue-form-model');
const loadSchema = () => loadModel().then((module) => module.issueFormSchema);

const noPattern: IssueFormValues = {
  count: 100,
  shape: 'usual',
  prefix: '',
  groups: 4,
  groupLength: 4,
  alphabet: 'safe',
  custom: '',
  confirmed: false,
};

/** The pattern as it is in the form; null as long as what makes it is not there. */
function usePattern(values: IssueFormValues): CodePattern | null {
  const [model, setModel] = useState<Awaited<ReturnType<typeof loadModel>> | null>(null);
  useEffect(() => void loadModel().then(setModel, () => {}), []);
  return model?.patternOf(values) ?? null;
}

type IssueFormProps = LimitedCoupon & { coupon: { id: number; security: 'public' | 'restricted' } };

export function IssueForm({ coupon, codesOut }: IssueFormProps) {
  const t = useTranslations('batches');
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useSchemaForm(loadSchema, noPattern);
  const request = useAction(requestBatchAction, { onError: () => toastError(t('failed.offline')) });

  const limit = useOverLimit({ coupon, codesOut });

  const submit = async (values: IssueFormValues) => {
    const { count, confirmed } = values;
    if (!limit.isMeant(count)) {
      const message = limit.wordsOf(count) ?? '';
      return form.setError('count', { type: 'danger', message }, { shouldFocus: true });
    }
    // Not what is shown: codes without the pattern would be issued where it did not arrive.
    const model = await loadModel().catch(() => null);
    if (!model) return toastError(t('failed.offline'));
    const pattern = model.patternOf(values);
    const result = await request.mutateAsync({ couponId: coupon.id, count, pattern, confirmed });
    if (!result.ok) return showServerErrors(form, result);
    await queryClient.invalidateQueries({ queryKey: codeLists(coupon.id) });
    const { state, issued } = result.value;
    if (state === 'done') toastSuccess(t('issue.done', { count: issued }));
    router.push(state === 'done' ? routes.couponCodes(coupon.id) : routes.codeBatches(coupon.id));
    router.refresh();
  };

  const values = useWatch({ control: form.control }) as IssueFormValues;
  const count = Number.isInteger(values.count) ? values.count : 0;
  const pattern = usePattern(values);
  const isWeak = pattern !== null && patternStrength(pattern, count).level === 'weak';
  const isAsked = limit.isAsked(count);
  const overLimit = isAsked ? null : limit.wordsOf(count);
  const alphabets = (['safe', 'digits', 'letters', 'custom'] as const).map((value) => ({
    value,
    label: t(`issue.${value}`),
  }));
  return (
    <Form form={form} onSubmit={submit}>
      <FormLayout
        summary={<PatternSummary pattern={pattern} count={count} />}
        footer={
          <SubmitBar
            label={t(isAsked ? 'issue.submitAnyway' : 'issue.submit', { count: Math.max(0, count) })}
            cancelHref={routes.couponCodes(coupon.id)}
            isHeld={isAsked && limit.isHeld}
            isDisabled={isWeak && !values.confirmed}
          >
            <SlowNotice isWaiting={request.isPending} waitingFor={t('issue.waiting')} />
          </SubmitBar>
        }
      >
        <FormSection title={t('issue.howMany')}>
          <NumberField
            control={form.control}
            name="count"
            label={t('issue.count')}
            help={t('issue.countHelp')}
            autoFocus
          />
          {coupon.security === 'public' && <p className="text-13 text-muted">{t('issue.publicNote')}</p>}
          <div role="status" className="empty:hidden">
            {overLimit && (
              <p className="rounded-lg bg-warning-soft p-3 text-13 text-warning-soft-foreground">{overLimit}</p>
            )}
          </div>
        </FormSection>
        <FormSection title={t('issue.look')} description={t('issue.lookHelp')}>
          <RadioGroupField
            control={form.control}
            name="shape"
            label={t('issue.shape')}
            choices={[
              { value: 'usual', label: t('issue.usual') },
              { value: 'pattern', label: t('issue.pattern') },
            ]}
          />
          {values.shape === 'pattern' && (
            <>
              <TextField
                control={form.control}
                name="prefix"
                label={t('issue.prefix')}
                help={t('issue.prefixHelp')}
                optional
                mono
                maxLength={16}
                autoComplete="off"
              />
              <FieldRow>
                <NumberField control={form.control} name="groups" label={t('issue.groups')} />
                <NumberField control={form.control} name="groupLength" label={t('issue.groupLength')} />
              </FieldRow>
              <SelectField
                control={form.control}
                name="alphabet"
                label={t('issue.alphabet')}
                options={alphabets}
                {...(values.alphabet === 'safe' ? { help: t('issue.check') } : {})}
              />
              {values.alphabet === 'custom' && (
                <TextField
                  control={form.control}
                  name="custom"
                  label={t('issue.customLabel')}
                  help={t('issue.customHelp')}
                  mono
                  maxLength={36}
                  autoComplete="off"
                />
              )}
              {isWeak && <CheckboxField control={form.control} name="confirmed" label={t('issue.confirm')} />}
            </>
          )}
        </FormSection>
      </FormLayout>
    </Form>
  );
}
