'use client';

import { ChevronDown } from 'lucide-react';
import { useTimeZone, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Form, SubmitBar, useSchemaForm } from '@/components/form';
import { FieldRow } from '@/components/form-layout';
import { TextField } from '@/components/text-field';
import { zoneName } from '@/lib/time';

type Days = { from: string | null; to: string | null };
type StatementDaysProps = { days: Days; onChange: (days: Days) => void };

/** Narrows the statement to whole days. */
export function StatementDays({ days, onChange }: StatementDaysProps) {
  const t = useTranslations('integrators.statement');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onPress={() => setOpen(true)}>
        {t('days')}
        <ChevronDown aria-hidden className="text-muted" />
      </Button>
      <Dialog title={t('days')} size="sm" isOpen={isOpen} onOpenChange={setOpen}>
        <DaysForm
          days={days}
          onChange={(chosen) => {
            onChange(chosen);
            setOpen(false);
          }}
        />
      </Dialog>
    </>
  );
}

function DaysForm({ days, onChange }: StatementDaysProps) {
  const t = useTranslations('integrators.statement');
  const timeZone = useTimeZone();
  const schema = useMemo(() => {
    const day = z.iso.date(t('notADay')).nullable();
    return z
      .object({ from: day, to: day })
      .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: t('backwards') });
  }, [t]);
  const form = useSchemaForm(schema, { from: days.from, to: days.to });
  return (
    <Form form={form} guard={false} onSubmit={onChange} className="flex flex-col gap-5">
      <FieldRow>
        <TextField control={form.control} name="from" type="date" label={t('from')} optional emptyAsNull />
        <TextField control={form.control} name="to" type="date" label={t('to')} optional emptyAsNull />
      </FieldRow>
      <p className="text-13 text-muted">{t('wholeDays', { zone: zoneName(timeZone) })}</p>
      <SubmitBar label={t('show')} />
    </Form>
  );
}
