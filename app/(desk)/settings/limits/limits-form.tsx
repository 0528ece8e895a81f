'use client';

import { useTranslations } from 'next-intl';
import { FormSection } from '@/components/form-layout';
import { NumberField } from '@/components/number-field';
import { limitKinds, type PersonLimits } from '@/lib/domain/access/limits/limits';
import { SettingsFields } from '../settings-fields';
import { updatePersonLimitsAction } from './actions';

const loadSchema = () => import('@/lib/domain/access/limits/schemas').then((module) => module.personLimitsInput);

const fields = [
  ['HourAsk', 'hourAsk'],
  ['HourStop', 'hourStop'],
  ['DayAsk', 'dayAsk'],
  ['DayStop', 'dayStop'],
] as const;

type LimitsFormProps = { limits: PersonLimits; canChange: boolean };

export function LimitsForm({ limits, canChange }: LimitsFormProps) {
  const t = useTranslations('limits.settings');
  return (
    <SettingsFields
      loadSchema={loadSchema}
      settings={limits}
      action={updatePersonLimitsAction}
      save={t('save')}
      saved={t('saved')}
      canChange={canChange}
    >
      {(field) => (
        <>
          <p className="text-pretty text-muted">{t('intro')}</p>
          {limitKinds.map((kind) => (
            <FormSection key={kind} title={t(kind)}>
              {fields.map(([suffix, label]) => (
                <NumberField key={suffix} {...field} name={`${kind}${suffix}`} label={t(label)} optional />
              ))}
            </FormSection>
          ))}
        </>
      )}
    </SettingsFields>
  );
}
