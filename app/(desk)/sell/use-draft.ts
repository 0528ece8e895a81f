'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { useWatch } from 'react-hook-form';
import type { SchemaForm } from '@/components/form';
import type { ProductSummary } from '@/lib/domain/sales/products/list-products';
import type { PaymentChoice } from '@/lib/domain/sales/sales/get-payment-choice';
import type { contactForm } from './contact-form';
import { type Draft, keepDraft, readDraft } from './draft';

type Choice = { productId: number; amountPaisa: number };

/** The chosen product at the price it was chosen at, and the contact, as the tab keeps them for a reload. */
export function useDraft(
  form: SchemaForm<typeof contactForm>,
  products: ProductSummary[],
  { sellerId, reference, payment }: { sellerId: number; reference: string; payment: PaymentChoice },
) {
  const onSale = products.filter(({ availability }) => availability === 'on_sale');
  // The only one is chosen from the start; it does not change under the hand when others sell out.
  const [choice, setChoice] = useState<Choice | null>(() => {
    const only = onSale.length === 1 ? onSale[0] : undefined;
    return only ? { productId: only.id, amountPaisa: only.amountPaisa } : null;
  });
  const [phone, email, language = null, paymentMethod = null] = useWatch({
    control: form.control,
    name: ['phone', 'email', 'language', 'paymentMethod'],
  });
  const draft: Draft = {
    productId: choice?.productId ?? null,
    amountPaisa: choice?.amountPaisa ?? null,
    phone: String(phone ?? ''),
    email: String(email ?? ''),
    language,
    paymentMethod,
  };

  const restore = useEffectEvent(() => {
    const kept = readDraft(sellerId, reference);
    if (!kept) return;
    const { productId, amountPaisa } = kept;
    if (productId !== null && amountPaisa !== null) setChoice({ productId, amountPaisa });
    for (const name of ['phone', 'email'] as const) if (!form.getValues(name)) form.setValue(name, kept[name]);
    if (kept.language) form.setValue('language', kept.language);
    if (kept.paymentMethod && payment.offered.includes(kept.paymentMethod))
      form.setValue('paymentMethod', kept.paymentMethod);
  });
  useEffect(() => restore(), []);
  const keep = useEffectEvent((text: string) => keepDraft(sellerId, reference, JSON.parse(text) as Draft));
  const text = JSON.stringify(draft);
  useEffect(() => keep(text), [text]);

  const product = products.find(({ id }) => id === choice?.productId);
  const choose = (id: number) => {
    const chosen = products.find((row) => row.id === id);
    if (chosen) setChoice({ productId: id, amountPaisa: chosen.amountPaisa });
  };
  return {
    draft,
    product,
    /** The price that the seller knows; the product can have another one by now. */
    agreedPaisa: choice?.amountPaisa ?? null,
    choose,
  };
}
