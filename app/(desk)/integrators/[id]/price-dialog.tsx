'use client';

import { useTranslations } from 'next-intl';
import { useWatch } from 'react-hook-form';
import { proven } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { MoneyField, PercentField } from '@/components/number-field';
import { SelectField } from '@/components/select-field';
import { toastSuccess } from '@/components/toasts';
import { formatPaisa } from '@/lib/core/money';
import type { IntegratorPrice } from '@/lib/domain/sales/integrator-prices/list-integrator-prices';
import { setIntegratorPriceInput } from '@/lib/domain/sales/integrator-prices/schemas';
import { setIntegratorPriceAction } from '../actions';

type PriceDialogProps = {
  integrator: { id: number; name: string };
  /** To choose from; of one alone what is set is changed. */
  products: IntegratorPrice[];
  onClose: () => void;
  onDone: () => void;
};

export function PriceDialog({ integrator, products, onClose, onDone }: PriceDialogProps) {
  const t = useTranslations('integrators.prices');
  const [only] = products.length === 1 ? products : [];
  const form = useSchemaForm(setIntegratorPriceInput, {
    integratorId: integrator.id,
    productId: only?.productId ?? 0,
    pricePaisa: only?.pricePaisa ?? null,
    commission: only?.commission ?? 0,
  });
  const productId = useWatch({ control: form.control, name: 'productId' });
  const chosen = products.find((product) => product.productId === productId);
  return (
    <FormDialog
      title={t('dialog', { name: integrator.name })}
      form={form}
      submitLabel={t('submit')}
      onClose={onClose}
      onSubmit={proven(setIntegratorPriceAction)}
      onDone={() => {
        toastSuccess(t('done'));
        onDone();
      }}
    >
      <SelectField
        control={form.control}
        name="productId"
        label={t('product')}
        options={products.map((product) => ({
          value: product.productId,
          label: product.productName,
          help: formatPaisa(product.amountPaisa),
        }))}
      />
      <MoneyField
        control={form.control}
        name="pricePaisa"
        label={t('price')}
        help={chosen ? t('priceHelp', { amount: formatPaisa(chosen.amountPaisa) }) : t('priceHelpNone')}
        optional
      />
      <PercentField control={form.control} name="commission" label={t('percent')} help={t('percentHelp')} optional />
      <p className="text-13 text-muted text-pretty">{t('note')}</p>
    </FormDialog>
  );
}
