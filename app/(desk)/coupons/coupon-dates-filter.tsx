'use client';

import { ChevronDown } from 'lucide-react';
import { useTimeZone, useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { Button } from '@/components/button';
import { RadioGroupField } from '@/components/choice-field';
import { Dialog } from '@/components/dialog';
import { Form, SubmitBar, useSchemaForm } from '@/components/form';
import { FieldRow } from '@/components/form-layout';
import { TextField } from '@/components/text-field';
import { calendarDay } from '@/lib/calendar-day';
import { couponDates } from '@/lib/coupons/schemas';
import { zoneName } from '@/lib/time';
import type { Narrow } from './coupon-filters';
import type { CouponListState } from './search-params';

type DatesProps = { list: CouponListState; narrow: Narrow };

/** Narrows by whole days: when coupons begin, end or were created. */
export function CouponDatesFilter({ list, narrow }: DatesProps) {
  const t = useTranslations('coupons.dates');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" onPress={() => setOpen(true)}>
        {t('label')}
        <ChevronDown aria-hidden className="text-muted" />
      </Button>
      <Dialog title={t('title')} size="sm" isOpen={isOpen} onOpenChange={setOpen}>
        <DatesForm list={list} narrow={narrow} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function DatesForm({ list, narrow, onDone }: DatesProps & { onDone: () => void }) {
  const t = useTranslations('coupons.dates');
  const timeZone = useTimeZone();
  const schema = useMemo(() => {
    const day = z
      .string()
      .refine((text) => calendarDay.safeParse(text).success, t('notADay'))
      .nullable();
    return z
      .object({ date: z.enum(couponDates), from: day, to: day })
      .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: t('backwards') });
  }, [t]);
  const { date, from, to } = list;
  const form = useSchemaForm(schema, { date, from, to });
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
      <RadioGroupField
        control={form.control}
        name="date"
        label={t('which')}
        orientation="horizontal"
        choices={couponDates.map((value) => ({ value, label: t(value) }))}
      />
      <FieldRow>
        <TextField control={form.control} name="from" type="date" label={t('from')} optional emptyAsNull />
        <TextField control={form.control} name="to" type="date" label={t('to')} optional emptyAsNull />
      </FieldRow>
      <p className="text-13 text-muted">{t('wholeDays', { zone: zoneName(timeZone) })}</p>
      <SubmitBar label={t('show')} />
    </Form>
  );
}
