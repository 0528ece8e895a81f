/** The languages of customers, by their codes; those of the desk are in `desk-language.ts`. */
export const customerLanguages = { en: 'English', ne: 'नेपाली', pt: 'Português' } as const;
export type CustomerLanguage = keyof typeof customerLanguages;

export const customerLanguageNames = Object.keys(customerLanguages) as [CustomerLanguage, ...CustomerLanguage[]];

export const isCustomerLanguage = (name: string): name is CustomerLanguage => Object.hasOwn(customerLanguages, name);
