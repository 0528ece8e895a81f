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
import { calendarDay } from '@/lib/calendar-day';
import { zoneName } from '@/lib/time';
import type { NarrowSales, SalesParams } from './search-params';

type DatesProps = { params: SalesParams; narrow: NarrowSales };

/** Narrows by whole days. */
export function SaleDatesFilter({ params, narrow }: DatesProps) {
  const t = useTranslations('sales.dates');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onPress={() => setOpen(true)}>
        {t('label')}
        <ChevronDown aria-hidden className="text-muted" />
      </Button>
      <Dialog title={t('title')} size="sm" isOpen={isOpen} onOpenChange={setOpen}>
        <DatesForm params={params} narrow={narrow} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function DatesForm({ params: { from, to }, narrow, onDone }: DatesProps & { onDone: () => void }) {
  const t = useTranslations('sales.dates');
  const timeZone = useTimeZone();
  const schema = useMemo(() => {
    const day = z
      .string()
      .refine((text) => calendarDay.safeParse(text).success, t('notADay'))
      .nullable();
    return z
      .object({ from: day, to: day })
      .refine((days) => !days.from || !days.to || days.from <= days.to, { path: ['to'], message: t('backwards') });
  }, [t]);
  const form = useSchemaForm(schema, { from, to });
  return (
    <Form
      form={form}
      guard={false}
      onSubmit={(days) => {
        narrow(days);
        onDone();
      }}
      className="flex flex-col gap-5"
    >
      <FieldRow>
        <TextField control={form.control} name="from" type="date" label={t('from')} optional emptyAsNull />
        <TextField control={form.control} name="to" type="date" label={t('to')} optional emptyAsNull />
      </FieldRow>
      <p className="text-13 text-muted">{t('wholeDays', { zone: zoneName(timeZone) })}</p>
      <SubmitBar label={t('show')} />
    </Form>
  );
}
