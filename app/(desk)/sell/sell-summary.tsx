'use client';

import { useTranslations } from 'next-intl';
import { type Control, useWatch } from 'react-hook-form';
import { usePaymentName } from '@/app/(desk)/use-payment-names';
import { Facts } from '@/components/form-layout';
import { Money } from '@/components/money';
import { formatPaisa } from '@/lib/core/money';
import { formatPhone, parseNepaliMobile } from '@/lib/core/phone';
import type { Contact, ContactInput } from './contact-form';

type ContactControl = Control<ContactInput, unknown, Contact>;

/** Enough to say what a press will do with it; whether it can be one is for the form's schema. */
const asEmail = (typed: unknown) =>
  typeof typed === 'string' && /^[^\s@]+@[^\s@.]+\.[^\s@]+$/.test(typed.trim()) ? typed.trim().toLowerCase() : null;

function useContact(control: ContactControl) {
  const [phone, email] = useWatch({ control, name: ['phone', 'email'] });
  const typed = typeof phone === 'string' ? phone : '';
  return { typed, phone: parseNepaliMobile(typed), email: asEmail(email) };
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
  const nameOf = usePaymentName();
  const { phone, email } = useContact(control);
  const paymentMethod = useWatch({ control, name: 'paymentMethod' });
  if (!product) return <p className="text-muted">{t('none')}</p>;
  const contacts = [
    ...(phone ? [{ label: t('phone'), value: <span className="figures">{formatPhone(phone)}</span> }] : []),
    ...(email ? [{ label: t('email'), value: email }] : []),
  ];
  const price = { label: t('price'), value: <Money paisa={product.amountPaisa} className="text-base font-semibold" /> };
  const paid = paymentMethod ? [{ label: t('paidBy'), value: nameOf(paymentMethod) }] : [];
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
