import { headers } from 'next/headers';
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
  const names = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [name = '', weight] = part.trim().split(';q=');
      return { name: name.toLowerCase().split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ name }) => name);
  return names.find(isCustomerLanguage) ?? 'en';
}
