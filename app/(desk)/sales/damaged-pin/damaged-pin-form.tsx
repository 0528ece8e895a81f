'use client';

import { SearchCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { answerTo, Form, SubmitBar, useSchemaForm } from '@/components/form';
import { FormSection } from '@/components/form-layout';
import { TextField } from '@/components/text-field';
import type { DamagedPin } from '@/lib/domain/sales/pins/find-damaged-pin';
import { useWithLimitReason } from '../../limit-reason';
import { findDamagedPinAction } from './actions';
import { FoundPin } from './found-pin';

const loadSchema = () =>
  import('@/lib/domain/sales/pins/schemas').then(({ findDamagedPinInput }) =>
    findDamagedPinInput.omit({ reason: true }),
  );
/** As long as every PIN that is shown. */
const shownFor = 60_000;

/** Whose PIN it is and what can be read of it; the answer is on this page only, and not for long. */
export function DamagedPinForm() {
  const t = useTranslations('sales.damaged');
  const withReason = useWithLimitReason();
  const asked = useSchemaForm(loadSchema, { customer: '', readable: '' });
  const [answer, setAnswer] = useState<DamagedPin | null>(null);

  useEffect(() => {
    if (!answer) return;
    const timer = setTimeout(() => setAnswer(null), shownFor);
    return () => clearTimeout(timer);
  }, [answer]);

  const find = async (values: { customer: string; readable: string }) => {
    setAnswer(null);
    const asking = withReason((reason) => findDamagedPinAction({ ...values, reason }));
    setAnswer((await answerTo(asked, asking, t('lost')))?.value ?? null);
  };
  return (
    <div className="grid max-w-[1200px] items-start gap-6 lg:grid-cols-[360px_minmax(0,1fr)]">
      <Form form={asked} onSubmit={find} guard={false} className="flex flex-col gap-4">
        <FormSection title={t('whose')}>
          <TextField
            control={asked.control}
            name="customer"
            label={t('customer')}
            help={t('customerHelp')}
            autoComplete="off"
            maxLength={254}
            autoFocus
          />
        </FormSection>
        <FormSection title={t('pin')}>
          <TextField
            control={asked.control}
            name="readable"
            label={t('readable')}
            help={t('readableHelp')}
            autoComplete="off"
            maxLength={128}
            mono
          />
        </FormSection>
        <SubmitBar label={t('submit')} icon={<SearchCheck />} />
      </Form>
      <div role="status">
        {answer ? <FoundPin answer={answer} /> : <p className="card p-5 text-muted text-pretty">{t('nothingAsked')}</p>}
      </div>
    </div>
  );
}
