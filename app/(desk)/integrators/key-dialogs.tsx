'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { withProof } from '@/app/session/with-proof';
import { Button } from '@/components/button';
import { CheckboxGroupField } from '@/components/choice-field';
import { CopyButton } from '@/components/copy-button';
import { Dialog } from '@/components/dialog';
import { useSchemaForm } from '@/components/form';
import { DialogForm } from '@/components/form-dialog';
import { MoneyField } from '@/components/number-field';
import { TextField } from '@/components/text-field';
import { createIntegratorKeyInput } from '@/lib/domain/access/integrators/schemas';
import { scopes } from '@/lib/platform/context/scopes';
import { createIntegratorKeyAction } from './actions';
import { isForCoupons } from './is-for-coupons';
import { KeyLimitFields } from './key-limit-fields';

export type KeyDialog =
  /** Who does not see money gives no credit with a key. */
  | { kind: 'form'; name: string; seesMoney: boolean }
  /** The key, in the one place where it is ever seen. */
  | { kind: 'made'; name: string; key: string; isTest?: true };

type KeyDialogsProps = {
  dialog: KeyDialog | null;
  onChange: (dialog: KeyDialog | null) => void;
  onMade: () => void;
};

export function KeyDialogs({ dialog, onChange, onMade }: KeyDialogsProps) {
  const t = useTranslations('integrators');
  const title = dialog?.kind === 'made' ? t('made.title', { name: dialog.name }) : t('form.title');
  return (
    <Dialog
      title={title}
      isOpen={dialog !== null}
      onOpenChange={(isOpen) => !isOpen && onChange(null)}
      // A key that is shown once is not lost to a stray press next to the dialog.
      isSticky={dialog?.kind === 'made'}
    >
      {dialog?.kind === 'form' && (
        <KeyForm
          name={dialog.name}
          seesMoney={dialog.seesMoney}
          onMade={(name, key) => {
            onMade();
            onChange({ kind: 'made', name, key });
          }}
          onCancel={() => onChange(null)}
        />
      )}
      {dialog?.kind === 'made' && (
        <div className="flex flex-col gap-4">
          <p className="text-muted text-pretty">{t(dialog.isTest ? 'made.testText' : 'made.text')}</p>
          <code className="rounded-lg bg-default p-3 text-13 wrap-anywhere">{dialog.key}</code>
          <div className="flex flex-wrap justify-end gap-2">
            <CopyButton value={dialog.key} label={t('made.copy')} wide size="md" />
            <Button look="primary" onPress={() => onChange(null)}>
              {t('made.done')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

type KeyFormProps = {
  name: string;
  seesMoney: boolean;
  onMade: (name: string, key: string) => void;
  onCancel: () => void;
};

function KeyForm({ name, seesMoney, onMade, onCancel }: KeyFormProps) {
  const t = useTranslations('integrators');
  const form = useSchemaForm(createIntegratorKeyInput, {
    name,
    scopes: ['nettv:sell'],
    keyName: '',
    creditPaisa: 0,
    expiresAt: inAYear(),
    couponLimit: 'own',
    couponIds: [],
    networks: '',
    requestsPerMinute: null,
  });
  const chosen = useWatch({ control: form.control, name: 'scopes' });
  return (
    <DialogForm
      form={form}
      submitLabel={t('form.submit')}
      onCancel={onCancel}
      onSubmit={(values) => withProof(() => createIntegratorKeyAction(values))}
      onDone={({ key }, values) => onMade(values.name, key)}
    >
      <TextField
        control={form.control}
        name="name"
        label={t('form.name')}
        help={t('form.nameHelp')}
        maxLength={80}
        autoFocus
      />
      <TextField
        control={form.control}
        name="keyName"
        label={t('form.keyName')}
        help={t('form.keyNameHelp')}
        maxLength={60}
        optional
      />
      <CheckboxGroupField
        control={form.control}
        name="scopes"
        label={t('form.scopes')}
        choices={scopes.map((value) => ({ value, label: t(`scope.${value}`) }))}
      />
      <KeyLimitFields hasCoupons={isForCoupons(chosen)} />
      {seesMoney && (
        <MoneyField control={form.control} name="creditPaisa" label={t('form.credit')} help={t('form.creditHelp')} />
      )}
    </DialogForm>
  );
}

function inAYear(): string {
  const at = new Date();
  at.setFullYear(at.getFullYear() + 1);
  return at.toISOString();
}
