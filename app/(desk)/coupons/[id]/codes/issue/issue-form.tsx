'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
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
import { patternStrength } from '@/lib/domain/coupons/codes/code-pattern';
import { requestBatchAction } from '../batch-actions';
import { codeLists } from '../code-queries';
import { type LimitedCoupon, useOverLimit } from '../use-over-limit';
import { type IssueFormValues, issueFormSchema, noPattern, patternOf } from './issue-form-model';
import { PatternSummary } from './pattern-summary';

type IssueFormProps = LimitedCoupon & { coupon: { id: number; security: 'public' | 'restricted' } };

export function IssueForm({ coupon, codesOut }: IssueFormProps) {
  const t = useTranslations('batches');
  const router = useRouter();
  const queryClient = useQueryClient();
  const form = useSchemaForm(issueFormSchema, noPattern);
  const request = useAction(requestBatchAction, { onError: () => toastError(t('failed.offline')) });

  const limit = useOverLimit({ coupon, codesOut });

  const submit = async (values: IssueFormValues) => {
    const { count, confirmed } = values;
    if (!limit.isMeant(count)) {
      const message = limit.wordsOf(count) ?? '';
      return form.setError('count', { type: 'danger', message }, { shouldFocus: true });
    }
    const result = await request.mutateAsync({ couponId: coupon.id, count, pattern: patternOf(values), confirmed });
    if (!result.ok) return showServerErrors(form, result);
    await queryClient.invalidateQueries({ queryKey: codeLists(coupon.id) });
    const { state, issued } = result.value;
    if (state === 'done') toastSuccess(t('issue.done', { count: issued }));
    router.push(state === 'done' ? routes.couponCodes(coupon.id) : routes.codeBatches(coupon.id));
    router.refresh();
  };

  const values = useWatch({ control: form.control }) as IssueFormValues;
  const count = Number.isInteger(values.count) ? values.count : 0;
  const pattern = patternOf(values);
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
