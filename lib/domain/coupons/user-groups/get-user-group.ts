import { entryInput } from '@/lib/domain/coupons/imports/schemas';
import { operation } from '@/lib/platform/context/operation';
import { readUserGroup, type UserGroup } from './user-group-row';

/** Also an archived one: coupons may still be limited to it. @throws Forbidden, NotFound */
export const getUserGroup = operation('coupons.read', entryInput, async (ctx, { id }): Promise<UserGroup> => {
  return readUserGroup(ctx, id);
});
