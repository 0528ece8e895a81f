import { useTranslations } from 'next-intl';
import type { ContactColumn } from '@/lib/domain/sales/contact-import/contact-form';

/** What the screens call the columns of a file of contacts. */
export function useContactColumns(): Record<ContactColumn, string> {
  const t = useTranslations('customers');
  return { contact: t('contact'), language: t('language'), note: t('note.label') };
}
