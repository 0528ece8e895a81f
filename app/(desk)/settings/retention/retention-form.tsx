'use client';

import { useTranslations } from 'next-intl';
import { FormSection } from '@/components/form-layout';
import { NumberField } from '@/components/number-field';
import { retentionKinds } from '@/lib/core/entities/retention';
import type { Retention } from '@/lib/platform/settings/retention';
import { SettingsFields } from '../settings-fields';
import { updateRetentionAction } from './actions';

const loadSchema = () => import('@/lib/platform/settings/retention-schemas').then((module) => module.retentionInput);

const sections = [
  ['customers', ['contactDays', 'messageDays']],
  ['records', ['auditDays', 'securityEventDays']],
  ['technical', ['supplierCallDays', 'webhookDays', 'requestDays', 'storedAnswerDays']],
] as const;

type RetentionFormProps = { retention: Retention; canChange: boolean };

export function RetentionForm({ retention, canChange }: RetentionFormProps) {
  const t = useTranslations('settings.retentionForm');
  return (
    <SettingsFields
      loadSchema={loadSchema}
      settings={retention}
      change={updateRetentionAction}
      save={t('save')}
      saved={t('saved')}
      canChange={canChange}
    >
      {(field) => (
        <>
          <p className="text-pretty text-muted">{t('intro')}</p>
          {sections.map(([section, names]) => (
            <FormSection key={section} title={t(section)}>
              {names.map((name) => (
                <NumberField
                  key={name}
                  {...field}
                  name={name}
                  label={t(`${name}.label`)}
                  help={t(`${name}.help`, { least: retentionKinds[name].least })}
                  suffix={t('days')}
                />
              ))}
            </FormSection>
          ))}
        </>
      )}
    </SettingsFields>
  );
}
