'use client';

import { useTranslations } from 'next-intl';
import { withProof } from '@/app/session/with-proof';
import { CheckboxGroupField } from '@/components/choice-field';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { createTestKeyInput } from '@/lib/domain/sales/test-mode/schemas';
import { scopes } from '@/lib/platform/context/scopes';
import { createTestKeyAction } from '../actions';
import { KeyNameField } from '../key-fields';

type TestKeyDialogProps = { integratorId: number; onClose: () => void; onMade: (key: string) => void };

export function TestKeyDialog({ integratorId, onClose, onMade }: TestKeyDialogProps) {
  const t = useTranslations('integrators');
  const form = useSchemaForm(createTestKeyInput, {
    integratorId,
    scopes: ['nettv:sell', 'redemptions:read', 'redemptions:write'],
    keyName: '',
  });
  return (
    <FormDialog
      title={t('testKeys.formTitle')}
      form={form}
      submitLabel={t('form.submit')}
      onClose={onClose}
      onSubmit={(values) => withProof(() => createTestKeyAction(values))}
      onDone={({ key }) => onMade(key)}
    >
      <p className="text-muted text-pretty">{t('testKeys.formText')}</p>
      <KeyNameField control={form.control} name="keyName" />
      <CheckboxGroupField
        control={form.control}
        name="scopes"
        label={t('form.scopes')}
        choices={scopes.map((value) => ({ value, label: t(`scope.${value}`) }))}
      />
    </FormDialog>
  );
}
