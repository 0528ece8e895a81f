'use client';

import { useMutation } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { ActionResult } from '@/app/session/action';
import { useAction } from '@/app/session/use-action';
import { Button } from '@/components/button';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
import { PhoneField } from '@/components/text-field';
import type { TestOutcome } from '@/lib/domain/sales/deliveries/send-test-message';
import { sendTestMessageAction } from './actions';

const loadSchema = () => import('@/lib/domain/sales/deliveries/schemas').then((module) => module.sendTestSmsInput);

export function TestEmail({ address, onTested }: { address: string; onTested: () => void }) {
  const t = useTranslations('messaging.test');
  const { mutate, isPending, data, isError } = useMutation({
    mutationFn: () => sendTestMessageAction({ channel: 'email' }),
    onSettled: onTested,
  });
  return (
    <>
      <Button icon={<Send />} isPending={isPending} onPress={() => mutate()}>
        {t('email')}
      </Button>
      <p className="mt-1.5 text-13 text-muted wrap-anywhere">{t('emailHelp', { address })}</p>
      <Outcome result={data} isError={isError} />
    </>
  );
}

export function TestSms({ onTested }: { onTested: () => void }) {
  const t = useTranslations('messaging.test');
  const form = useSchemaForm(loadSchema, { channel: 'sms', phone: '' });
  const [result, setResult] = useState<ActionResult<TestOutcome>>();
  const { mutateAsync, isPending, isError } = useAction(sendTestMessageAction, { onSettled: onTested });
  return (
    <Form
      form={form}
      guard={false}
      className="flex flex-col items-start gap-3"
      onSubmit={async (values) => {
        const answer = await mutateAsync(values);
        if (!answer.ok && answer.fields.phone) showServerErrors(form, answer);
        else setResult(answer);
      }}
    >
      <PhoneField control={form.control} name="phone" label={t('phone')} help={t('phoneHelp')} />
      <Button type="submit" icon={<Send />} isPending={isPending}>
        {t('sms')}
      </Button>
      <Outcome result={result} isError={isError} />
    </Form>
  );
}

/** What the provider said, in words. */
function Outcome({ result, isError }: { result: ActionResult<TestOutcome> | undefined; isError: boolean }) {
  const t = useTranslations('messaging.test');
  const reasons = useTranslations('deliveries.error');
  const words = () => {
    if (isError) return t('failed');
    if (!result) return null;
    if (!result.ok) return result.message;
    const { kind, reason } = result.value;
    if (kind === 'sent') return t('sent');
    return reason ? t('refused', { reason: reasons(reason) }) : t('notConfigured');
  };
  return (
    <p role="status" className="mt-2 text-pretty empty:hidden">
      {words()}
    </p>
  );
}
