import { headers } from 'next/headers';
import { acceptedLanguages } from '@/lib/core/accepted-languages';
import { type CustomerLanguage, isCustomerLanguage } from '@/lib/core/entities/customer-language';

/** The one that a customer chose on a page for everybody, else the first of their browser's that we speak. */
export async function customerLanguageOf(
  searchParams: Promise<Record<string, string | string[] | undefined>>,
): Promise<CustomerLanguage> {
  const chosen = (await searchParams).lang;
  const accepted = (await headers()).get('accept-language');
  return languageOf(typeof chosen === 'string' ? chosen : undefined, accepted);
}

function languageOf(chosen: string | undefined, accepted: string | null): CustomerLanguage {
  if (chosen !== undefined && isCustomerLanguage(chosen)) return chosen;
  return acceptedLanguages(accepted).find(isCustomerLanguage) ?? 'en';
}
