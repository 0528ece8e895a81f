'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import type { z } from 'zod';
import { type SchemaForm, useSchemaForm } from '@/components/form';
import { couponFields } from '@/lib/core/entities/coupon';
import { entriesOf, type Field } from '@/lib/core/entities/field';
import type { newCouponInput } from '@/lib/domain/coupons/coupons/schemas';
import type { CouponItem } from './coupon-queries';
import { useCouponWords } from './use-coupon-words';

type Schema = ReturnType<typeof newCouponInput>;
export type CouponForm = SchemaForm<Schema>;
export type CouponValues = z.output<Schema>;
/** As fields hold them: an instant is ISO text, a number not given yet is null. */
type Typed = Omit<z.input<Schema>, 'discount'> & { discount: number | null };

const fields = entriesOf(couponFields);

export function valuesOf(coupon: CouponItem): Typed {
  return Object.fromEntries(fields.map(([name]) => [name, coupon[name]])) as Typed;
}

/** A number that nobody gave yet is null, a text empty. */
const unfilled = (field: Field) => (field.kind === 'text' ? '' : field.kind === 'choice' ? field.values[0] : null);
const blank = Object.fromEntries(
  fields.map(([name, field]) => [name, field.default === undefined ? unfilled(field) : field.default]),
) as unknown as Typed;

/** The coupon's form, its refusals in the reader's language, the server's too. */
export function useCouponForm(coupon: CouponItem | null, source?: CouponItem) {
  const t = useTranslations('coupons.problem');
  const { words, find } = useCouponWords();
  // Made once for its words: a field asks for it with each key.
  const loadSchema = useMemo(() => {
    let made: Schema | undefined;
    return async () => {
      made ??= (await import('@/lib/domain/coupons/coupons/schemas')).newCouponInput(words);
      return made;
    };
  }, [words]);
  const copied = source ? { ...valuesOf(source), code: '' } : blank;
  const defaults = coupon ? valuesOf(coupon) : copied;
  const form = useSchemaForm(loadSchema, defaults as z.input<Schema>);

  const translate = (fields: Record<string, string[]>) =>
    Object.fromEntries(
      Object.entries(fields).map(([field, messages]) => [
        field,
        // Where the code is in use, by the name of what has it.
        messages.map(
          (message) => find(message) ?? (field === 'code' ? t('codeRefused', { reason: message }) : message),
        ),
      ]),
    );
  return { form, translate };
}
