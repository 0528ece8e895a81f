'use client';

import { useTranslations } from 'next-intl';
import { type Control, useWatch } from 'react-hook-form';
import type { z } from 'zod';
import { Facts } from '@/components/form-layout';
import { Money } from '@/components/money';
import { formatPaisa } from '@/lib/core/money';
import { formatPhone, parseNepaliMobile } from '@/lib/core/phone';
import { customerEmail } from '@/lib/domain/sales/contact-input';
import { sellInput } from '@/lib/domain/sales/sales/schemas';

export const contactForm = sellInput.pick({ phone: true, email: true, language: true, paymentMethod: true });
export type Contact = z.output<typeof contactForm>;
export type ContactControl = Control<z.input<typeof contactForm>, unknown, Contact>;

function useContact(control: ContactControl) {
  const [phone, email] = useWatch({ control, name: ['phone', 'email'] });
  const typed = typeof phone === 'string' ? phone : '';
  return { typed, phone: parseNepaliMobile(typed), email: customerEmail.safeParse(email).data ?? null };
}

/** Says how the number is read while it is typed, and how far from a whole one it is. */
export function PhoneHelp({ control }: { control: ContactControl }) {
  const t = useTranslations('sell');
  const { typed, phone } = useContact(control);
  if (phone) return t('phoneRead', { phone: formatPhone(phone) });
  return typed.trim() === '' ? t('phoneHelp') : t('phoneNotYet');
}

type SummaryProps = { control: ContactControl; product: { name: string; amountPaisa: number } | undefined };

/** What one press will do, in a sentence and in figures. */
export function SellSummary({ control, product }: SummaryProps) {
  const t = useTranslations('sell.summary');
  const method = useTranslations('sales.paymentMethods');
  const { phone, email } = useContact(control);
  const paymentMethod = useWatch({ control, name: 'paymentMethod' });
  if (!product) return <p className="text-muted">{t('none')}</p>;
  const contacts = [
    ...(phone ? [{ label: t('phone'), value: <span className="figures">{formatPhone(phone)}</span> }] : []),
    ...(email ? [{ label: t('email'), value: email }] : []),
  ];
  const price = { label: t('price'), value: <Money paisa={product.amountPaisa} className="text-base font-semibold" /> };
  const paid = paymentMethod ? [{ label: t('paidBy'), value: method(paymentMethod) }] : [];
  const to = phone && email ? 'both' : phone ? 'sms' : email ? 'mail' : 'nobody';
  const words = { price: formatPaisa(product.amountPaisa), product: product.name };
  return (
    <>
      <Facts facts={[{ label: t('product'), value: product.name }, price, ...paid, ...contacts]} />
      <p aria-live="polite" className="mt-3 border-t border-border pt-3 text-pretty">
        {t('inWords', words)} {t(`to.${to}`)}
      </p>
    </>
  );
}
