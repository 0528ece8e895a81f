import { hash } from 'node:crypto';

/** The role that the desk works with: it owns nothing, is no superuser, and cannot change what is meant to stay. */
export const appRole = 'coupon_desk_app';
/** The same in the database of test mode. It has no right in the live one. */
export const testAppRole = 'coupon_desk_test_app';

const purposes = { [appRole]: 'application role', [testAppRole]: 'application role of test mode' };

/** Follows from the owner's password, which does not follow from it. */
export const appPassword = (ownerPassword: string, role: keyof typeof purposes = appRole): string =>
  hash('sha256', `coupon-desk ${purposes[role]}\0${ownerPassword}`, 'hex');
