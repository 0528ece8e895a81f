'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { refusalText } from '@/app/session/refusal-text';
import { useAction } from '@/app/session/use-action';
import { SelectBox } from '@/components/select-field';
import { toastError } from '@/components/toasts';
import { calendars, type DeskCalendar } from '@/lib/core/entities/desk-language';
import { setOwnCalendarAction } from './actions';

/** By which calendar this person reads and types dates. */
export function CalendarChoice({ calendar }: { calendar: DeskCalendar }) {
  const t = useTranslations('account.calendar');
  const router = useRouter();
  const { mutate, isPending } = useAction(setOwnCalendarAction, {
    onSuccess: (result) => (result.ok ? router.refresh() : toastError(refusalText(result))),
    onError: () => toastError(t('failed')),
  });
  return (
    <section aria-label={t('title')} className="card p-5">
      <SelectBox
        label={t('title')}
        help={t('help')}
        options={calendars.map((value) => ({ value, label: t(value) }))}
        value={calendar}
        onChange={(value) => {
          const chosen = calendars.find((one) => one === value);
          if (chosen) mutate({ calendar: chosen });
        }}
        isDisabled={isPending}
        className="max-w-xs"
      />
    </section>
  );
}
