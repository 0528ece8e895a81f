/** The languages of customers, by their codes; the desk itself is in English. */
export const customerLanguages = { en: 'English', ne: 'नेपाली', pt: 'Português' } as const;
export type CustomerLanguage = keyof typeof customerLanguages;

export const customerLanguageNames = Object.keys(customerLanguages) as [CustomerLanguage, ...CustomerLanguage[]];

export const isCustomerLanguage = (name: string): name is CustomerLanguage => Object.hasOwn(customerLanguages, name);
