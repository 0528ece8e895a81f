import { createLoader, parseAsString } from 'nuqs/server';

/** What was searched for, in the address. */
export const linkParams = { name: parseAsString.withDefault('') };

export const loadLinkParams = createLoader(linkParams);
