'use client';

import { useTranslations } from 'next-intl';
import { CheckboxField } from '@/components/choice-field';
import { FormSection } from '@/components/form-layout';
import { MoneyField, NumberField } from '@/components/number-field';
import type { SecuritySettings } from '@/lib/platform/settings/security-settings';
import { SettingsFields } from '../settings-fields';
import { updateSecuritySettingsAction } from './actions';

const loadSchema = () => import('@/lib/platform/settings/schemas').then((module) => module.securitySettingsForm);

type SecurityFormProps = { settings: SecuritySettings; canChange: boolean };

export function SecurityForm({ settings, canChange }: SecurityFormProps) {
  const t = useTranslations('settings.securityForm');
  const minutes = useTranslations('settings')('minutes');
  return (
    <SettingsFields
      loadSchema={loadSchema}
      settings={settings}
      change={updateSecuritySettingsAction}
      save={t('save')}
      saved={t('saved')}
      canChange={canChange}
    >
      {(field) => (
        <>
          <FormSection title={t('signIn')}>
            <CheckboxField
              {...field}
              name="secondFactorRequired"
              label={t('secondFactorRequired')}
              help={t('secondFactorRequiredHelp')}
            />
            <CheckboxField
              {...field}
              name="secondFactorForAll"
              label={t('secondFactorForAll')}
              help={t('secondFactorForAllHelp')}
            />
            <NumberField
              {...field}
              name="sessionHours"
              label={t('sessionHours')}
              help={t('sessionHoursHelp')}
              suffix={t('hours')}
            />
          </FormSection>
          <FormSection title={t('proof')} description={t('proofText')}>
            <NumberField
              {...field}
              name="stepUpMinutes"
              label={t('stepUpMinutes')}
              help={t('stepUpMinutesHelp')}
              suffix={minutes}
            />
            <NumberField
              {...field}
              name="idleMinutes"
              label={t('idleMinutes')}
              help={t('idleMinutesHelp')}
              suffix={minutes}
            />
            <MoneyField {...field} name="voidProofPaisa" label={t('voidProof')} help={t('voidProofHelp')} optional />
          </FormSection>
        </>
      )}
    </SettingsFields>
  );
}
