'use client';

import { useTranslations } from 'next-intl';
import { calendars, type DeskCalendar } from '@/lib/core/entities/desk-language';
import { setOwnCalendarAction } from './actions';
import { OwnChoice } from './own-choice';

/** By which calendar this person reads and types dates. */
export function CalendarChoice({ calendar }: { calendar: DeskCalendar }) {
  const t = useTranslations('account.calendar');
  return (
    <OwnChoice
      texts={{ title: t('title'), help: t('help'), failed: t('failed') }}
      options={calendars.map((value) => ({ value, label: t(value) }))}
      value={calendar}
      save={setOwnCalendarAction}
      inputOf={(chosen) => {
        const next = calendars.find((one) => one === chosen);
        return next ? { calendar: next } : null;
      }}
    />
  );
}
