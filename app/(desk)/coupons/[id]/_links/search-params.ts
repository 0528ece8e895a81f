import { createLoader, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import { linkSides } from '@/lib/domain/coupons/coupons/filters';

/** What was searched for, and the side that a phone shows. */
export const linkParams = {
  name: parseAsString.withDefault(''),
  side: parseAsStringLiteral(linkSides).withDefault('linked'),
};

export const loadLinkParams = createLoader(linkParams);
