'use client';

import { useTranslations } from 'next-intl';
import { type Control, useWatch } from 'react-hook-form';
import { CheckboxField } from '@/components/choice-field';
import { FormSection } from '@/components/form-layout';
import { NumberField } from '@/components/number-field';
import { SelectField } from '@/components/select-field';
import { TextareaField, TextField } from '@/components/text-field';
import { formatTime } from '@/lib/core/time';
import type { SettingsValues } from '@/lib/platform/settings/schemas';
import { isTimeZone } from '@/lib/platform/settings/time-zones';
import { updateSettingsAction } from './actions';
import { PaymentFields } from './payment-fields';
import { SettingsFields } from './settings-fields';

const loadSchema = () => import('@/lib/platform/settings/schemas').then((module) => module.settingsForm);

type SettingsFormProps = { settings: SettingsValues; timeZones: string[]; canChange: boolean };

export function SettingsForm({ settings, timeZones, canChange }: SettingsFormProps) {
  const t = useTranslations('settings');
  return (
    <SettingsFields
      loadSchema={loadSchema}
      settings={settings}
      change={updateSettingsAction}
      save={t('save')}
      saved={t('saved')}
      canChange={canChange}
    >
      {(field) => (
        <>
          <FormSection title={t('organization')}>
            <TextField
              {...field}
              name="companyName"
              label={t('companyName')}
              help={t('companyNameHelp')}
              maxLength={80}
              autoComplete="off"
            />
          </FormSection>
          <FormSection title={t('receipts')} description={t('receiptsHelp')}>
            <TextField
              {...field}
              name="address"
              label={t('address')}
              help={t('addressHelp')}
              maxLength={200}
              autoComplete="off"
              optional
            />
            <TextField
              {...field}
              name="taxNumber"
              label={t('taxNumber')}
              help={t('taxNumberHelp')}
              maxLength={20}
              autoComplete="off"
              optional
            />
            <TextareaField
              {...field}
              name="receiptTerms"
              label={t('receiptTerms')}
              help={t('receiptTermsHelp')}
              maxLength={400}
              optional
            />
          </FormSection>
          <FormSection title={t('time')} description={t('timeHelp')}>
            <TimeZoneField {...field} timeZones={timeZones} saved={settings.timeZone} />
          </FormSection>
          <FormSection title={t('selling')}>
            {(['repeatSaleMinutes', 'voidMinutes'] as const).map((name) => (
              <NumberField
                key={name}
                {...field}
                name={name}
                label={t(name)}
                help={t(`${name}Help`)}
                suffix={t('minutes')}
              />
            ))}
            <PaymentFields {...field} />
            <CheckboxField {...field} name="shiftRequired" label={t('shiftRequired')} help={t('shiftRequiredHelp')} />
          </FormSection>
          <FormSection title={t('apiLimits')} description={t('apiLimitsHelp')}>
            {(['v1PerMinute', 'managementPerMinute', 'nettvPerMinute', 'wrongCodesPerMinute'] as const).map((name) => (
              <NumberField
                key={name}
                {...field}
                name={name}
                label={t(name)}
                help={t(`${name}Help`)}
                suffix={t('perMinute')}
              />
            ))}
          </FormSection>
        </>
      )}
    </SettingsFields>
  );
}

type TimeZoneFieldProps = {
  control: Control<SettingsValues, unknown, SettingsValues>;
  isDisabled: boolean;
  timeZones: string[];
  saved: string;
};

/** Says the time in the chosen zone, and in the saved one while none is chosen. */
function TimeZoneField({ timeZones, saved, ...field }: TimeZoneFieldProps) {
  const t = useTranslations('settings');
  const chosen = useWatch({ control: field.control, name: 'timeZone' });
  const timeZone = isTimeZone(chosen) ? chosen : saved;
  return (
    <SelectField
      {...field}
      name="timeZone"
      label={t('timeZone')}
      help={<span suppressHydrationWarning>{t('timeZoneHelp', { time: formatTime(new Date(), { timeZone }) })}</span>}
      options={timeZones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
    />
  );
}
