'use client';

import { useTranslations } from 'next-intl';
import { type Control, useWatch } from 'react-hook-form';
import type { ActionResult } from '@/app/session/action';
import { CheckboxField } from '@/components/choice-field';
import { FormSection } from '@/components/form-layout';
import { MoneyField, NumberField } from '@/components/number-field';
import type { FourEyes } from '@/lib/platform/approvals/schemas';
import { SettingsFields } from '../settings-fields';
import { updateFourEyesAction } from './actions';

const loadSchema = () => import('./four-eyes-schema').then((module) => module.fourEyesSchema);

const amounts = [
  ['credit', 'creditPaisa'],
  ['exports', 'exportCodes'],
  ['coupons', 'couponPaisa'],
  ['voids', 'voidPaisa'],
] as const;

const valuesOf = (limits: FourEyes) => ({
  ...limits,
  credit: limits.creditPaisa !== null,
  exports: limits.exportCodes !== null,
  coupons: limits.couponPaisa !== null,
  voids: limits.voidPaisa !== null,
});

type Values = ReturnType<typeof valuesOf>;

/** What needs a second person. */
export function FourEyesForm({ limits, canChange }: { limits: FourEyes; canChange: boolean }) {
  const t = useTranslations('approvals.settings');
  const save = async ({ credit, exports, coupons, voids, ...values }: Values): Promise<ActionResult<Values>> => {
    // Here and not in the schema, which is loaded: one that did not arrive must not switch off what has no amount yet.
    const isOn = { credit, exports, coupons, voids };
    const missing = amounts.filter(([name, amount]) => isOn[name] && values[amount] === null);
    if (missing.length > 0)
      return {
        ok: false,
        message: t('missing'),
        fields: Object.fromEntries(missing.map(([, amount]) => [amount, [t('missing')]])),
        code: 'invalid',
        details: {},
        requestId: '',
      };
    const result = await updateFourEyesAction({
      creditPaisa: credit ? values.creditPaisa : null,
      exportCodes: exports ? values.exportCodes : null,
      freeCoupons: values.freeCoupons,
      couponPaisa: coupons ? values.couponPaisa : null,
      voidPaisa: voids ? values.voidPaisa : null,
      prices: values.prices,
      was: limits,
    });
    return result.ok ? { ok: true, value: valuesOf(result.value) } : result;
  };
  return (
    <SettingsFields
      loadSchema={loadSchema}
      settings={valuesOf(limits)}
      action={save}
      save={t('save')}
      saved={t('saved')}
      canChange={canChange}
      isFurther
    >
      {(field) => <FourEyesFields {...field} />}
    </SettingsFields>
  );
}

function FourEyesFields(field: { control: Control<Values, unknown, Values>; isDisabled: boolean }) {
  const t = useTranslations('approvals.settings');
  const watched = useWatch({ control: field.control, name: ['credit', 'exports', 'coupons', 'voids'] });
  const [credit, exports, coupons, voids] = watched;
  return (
    <FormSection title={t('title')} description={t('text')}>
      <CheckboxField {...field} name="credit" label={t('credit')} help={t('creditHelp')} />
      {credit && <MoneyField {...field} name="creditPaisa" label={t('creditAbove')} />}
      <CheckboxField {...field} name="exports" label={t('exports')} help={t('exportsHelp')} />
      {exports && <NumberField {...field} name="exportCodes" label={t('exportsAbove')} suffix={t('codes')} />}
      <CheckboxField {...field} name="freeCoupons" label={t('free')} help={t('freeHelp')} />
      <CheckboxField {...field} name="coupons" label={t('coupons')} help={t('couponsHelp')} />
      {coupons && <MoneyField {...field} name="couponPaisa" label={t('couponsAbove')} />}
      <CheckboxField {...field} name="voids" label={t('voids')} help={t('voidsHelp')} />
      {voids && <MoneyField {...field} name="voidPaisa" label={t('voidsAbove')} />}
      <CheckboxField {...field} name="prices" label={t('prices')} help={t('pricesHelp')} />
    </FormSection>
  );
}
