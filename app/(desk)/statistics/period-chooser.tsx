'use client';

import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useQueryStates } from 'nuqs';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { FilterMenu } from '@/components/filter-menu';
import { Form, SubmitBar, useSchemaForm } from '@/components/form';
import { FieldRow } from '@/components/form-layout';
import { TextField } from '@/components/text-field';
import { periodStatisticsInput, periods } from '@/lib/statistics/schemas';
import { zoneName } from '@/lib/time';
import { periodParams } from './search-params';

type Dates = { from: string; to: string };
/** What is shown now. */
type PeriodChooserProps = { shown: Dates; isLastDays: boolean; timeZone: string };

export function PeriodChooser({ shown, isLastDays, timeZone }: PeriodChooserProps) {
  const t = useTranslations('statistics');
  const [{ days }, setPeriod] = useQueryStates(periodParams, { history: 'push' });
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="no-print flex flex-wrap items-center gap-2">
      <FilterMenu
        label={t('days', { days })}
        options={periods.map((value) => ({ value: String(value), label: t('days', { days: value }) }))}
        value={isLastDays ? String(days) : null}
        onChange={(value) => {
          const chosen = periods.find((period) => String(period) === value) ?? days;
          void setPeriod({ days: chosen, from: null, to: null });
        }}
      />
      <Button size="sm" aria-haspopup="dialog" onPress={() => setOpen(true)}>
        {t('period.choose')}
        <ChevronDown aria-hidden className="text-muted" />
      </Button>
      <Dialog title={t('period.choose')} size="sm" isOpen={isOpen} onOpenChange={setOpen}>
        <DatesForm
          shown={shown}
          timeZone={timeZone}
          onChange={(dates) => {
            void setPeriod(dates);
            setOpen(false);
          }}
        />
      </Dialog>
    </div>
  );
}

type DatesFormProps = { shown: Dates; timeZone: string; onChange: (dates: Dates) => void };

function DatesForm({ shown, timeZone, onChange }: DatesFormProps) {
  const t = useTranslations('statistics.period');
  const schema = useMemo(() => {
    const day = z.iso.date(t('notADay'));
    return z
      .object({ from: day, to: day })
      .refine(({ from, to }) => from <= to, { path: ['to'], message: t('backwards') })
      .refine((dates) => dates.from > dates.to || periodStatisticsInput.safeParse(dates).success, {
        path: ['to'],
        message: t('tooLong'),
      });
  }, [t]);
  const form = useSchemaForm(schema, { from: shown.from, to: shown.to });
  return (
    <Form form={form} guard={false} onSubmit={onChange} className="flex flex-col gap-5">
      <FieldRow>
        <TextField control={form.control} name="from" type="date" label={t('from')} />
        <TextField control={form.control} name="to" type="date" label={t('to')} />
      </FieldRow>
      <p className="text-13 text-muted">{t('wholeDays', { zone: zoneName(timeZone) })}</p>
      <SubmitBar label={t('show')} />
    </Form>
  );
}
