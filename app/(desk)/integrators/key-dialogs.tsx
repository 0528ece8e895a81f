'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { Button } from '@/components/button';
import { CheckboxGroupField, RadioGroupField } from '@/components/choice-field';
import { CopyButton } from '@/components/copy-button';
import { DateTimeField } from '@/components/date-time-field';
import { Dialog } from '@/components/dialog';
import { DialogBar } from '@/components/dialog-bar';
import { Form, showServerErrors, useSchemaForm } from '@/components/form';
import { MoneyField } from '@/components/number-field';
import type { Picked } from '@/components/search-picker';
import { TextField } from '@/components/text-field';
import { couponLimits } from '@/lib/core/entities/coupon-limit';
import { createIntegratorKeyInput } from '@/lib/domain/access/integrators/schemas';
import { scopes } from '@/lib/platform/context/scopes';
import { ResourcePicker } from '../resource-picker';
import { createIntegratorKeyAction } from './actions';

export type KeyDialog =
  | { kind: 'form'; name: string }
  /** The key, in the one place where it is ever seen. */
  | { kind: 'made'; name: string; key: string };

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
          onMade={(name, key) => {
            onMade();
            onChange({ kind: 'made', name, key });
          }}
          onCancel={() => onChange(null)}
        />
      )}
      {dialog?.kind === 'made' && (
        <div className="flex flex-col gap-4">
          <p className="text-muted text-pretty">{t('made.text')}</p>
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

type KeyFormProps = { name: string; onMade: (name: string, key: string) => void; onCancel: () => void };

function KeyForm({ name, onMade, onCancel }: KeyFormProps) {
  const t = useTranslations('integrators');
  const form = useSchemaForm(createIntegratorKeyInput, {
    name,
    scopes: ['nettv:sell'],
    creditPaisa: 0,
    expiresAt: inAYear(),
    couponLimit: 'own',
    couponIds: [],
    networks: '',
  });
  const [coupons, setCoupons] = useState<Picked[]>([]);
  const chosen = useWatch({ control: form.control, name: 'scopes' });
  const isForCoupons = chosen.some((scope) => scope.startsWith('coupons:') || scope === 'codes:reveal');
  return (
    <Form
      form={form}
      guard={false}
      className="flex flex-col gap-5"
      onSubmit={async (values) => {
        const couponIds = isForCoupons ? coupons.map(({ id }) => id) : [];
        const result = await createIntegratorKeyAction({ ...values, couponIds });
        if (!result.ok) return showServerErrors(form, result);
        onMade(values.name, result.value.key);
      }}
    >
      <TextField
        control={form.control}
        name="name"
        label={t('form.name')}
        help={t('form.nameHelp')}
        maxLength={80}
        autoFocus
      />
      <CheckboxGroupField
        control={form.control}
        name="scopes"
        label={t('form.scopes')}
        choices={scopes.map((value) => ({ value, label: t(`scope.${value}`) }))}
      />
      {isForCoupons && (
        <>
          <RadioGroupField
            control={form.control}
            name="couponLimit"
            label={t('form.couponLimit')}
            choices={couponLimits.map((value) => ({ value, label: t(`couponLimit.${value}`) }))}
          />
          <ResourcePicker
            kind="coupon"
            label={t('form.coupons')}
            help={t('form.couponsHelp')}
            placeholder={t('form.couponsPlaceholder')}
            picked={coupons}
            onChange={setCoupons}
          />
        </>
      )}
      <MoneyField control={form.control} name="creditPaisa" label={t('form.credit')} help={t('form.creditHelp')} />
      <DateTimeField
        control={form.control}
        name="expiresAt"
        label={t('form.expires')}
        help={t('form.expiresHelp')}
        boundary="end"
        optional
      />
      <TextField
        control={form.control}
        name="networks"
        label={t('form.networks')}
        help={t('form.networksHelp')}
        autoComplete="off"
        maxLength={2000}
        mono
        optional
      />
      <DialogBar label={t('form.submit')} onCancel={onCancel} />
    </Form>
  );
}

function inAYear(): string {
  const at = new Date();
  at.setFullYear(at.getFullYear() + 1);
  return at.toISOString();
}
