import { hash } from 'node:crypto';

/** The role that the desk works with: it owns nothing, is no superuser, and cannot change what is meant to stay. */
export const appRole = 'coupon_desk_app';

/** Follows from the owner's password, which does not follow from it. */
export const appPassword = (ownerPassword: string): string =>
  hash('sha256', `coupon-desk application role\0${ownerPassword}`, 'hex');
