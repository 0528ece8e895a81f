'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { useAction } from '@/app/session/use-action';
import { Form, SubmitBar, showServerErrors, useSchemaForm } from '@/components/form';
import { FormSection } from '@/components/form-layout';
import { NumberField } from '@/components/number-field';
import { SelectField } from '@/components/select-field';
import { TextField } from '@/components/text-field';
import { toastSuccess } from '@/components/toasts';
import { formatTime } from '@/lib/core/time';
import type { Settings } from '@/lib/platform/settings/get-settings';
import { settingsForm } from '@/lib/platform/settings/schemas';
import { isTimeZone } from '@/lib/platform/settings/time-zones';
import { updateSettingsAction } from './actions';
import { ReadOnlyNote } from './read-only-note';

type SettingsFormProps = { settings: Settings; timeZones: string[]; canChange: boolean };

export function SettingsForm({ settings, timeZones, canChange }: SettingsFormProps) {
  const t = useTranslations('settings');
  const router = useRouter();
  const form = useSchemaForm(settingsForm, settings);
  const { mutateAsync } = useAction(updateSettingsAction);
  const chosen = useWatch({ control: form.control, name: 'timeZone' });
  const shownZone = isTimeZone(chosen) ? chosen : settings.timeZone;
  return (
    <Form
      form={form}
      className="flex max-w-2xl flex-col gap-6"
      onSubmit={async (values) => {
        const result = await mutateAsync(values);
        if (!result.ok) return showServerErrors(form, result);
        form.reset(result.value);
        toastSuccess(t('saved'));
        router.refresh();
      }}
    >
      {!canChange && <ReadOnlyNote />}
      <FormSection title={t('organization')}>
        <TextField
          control={form.control}
          name="companyName"
          label={t('companyName')}
          help={t('companyNameHelp')}
          maxLength={80}
          autoComplete="off"
          isDisabled={!canChange}
        />
      </FormSection>
      <FormSection title={t('time')} description={t('timeHelp')}>
        <SelectField
          control={form.control}
          name="timeZone"
          label={t('timeZone')}
          help={
            <span suppressHydrationWarning>
              {t('timeZoneHelp', { time: formatTime(new Date(), { timeZone: shownZone }) })}
            </span>
          }
          options={timeZones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
          isDisabled={!canChange}
        />
      </FormSection>
      <FormSection title={t('selling')}>
        <NumberField
          control={form.control}
          name="repeatSaleMinutes"
          label={t('repeatSaleMinutes')}
          help={t('repeatSaleMinutesHelp')}
          suffix={t('minutes')}
          isDisabled={!canChange}
        />
        <NumberField
          control={form.control}
          name="voidMinutes"
          label={t('voidMinutes')}
          help={t('voidMinutesHelp')}
          suffix={t('minutes')}
          isDisabled={!canChange}
        />
      </FormSection>
      {canChange && <SubmitBar label={t('save')} />}
    </Form>
  );
}
