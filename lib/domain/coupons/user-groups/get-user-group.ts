import type { Context } from '@/lib/platform/context/context';
import { assertCan } from '@/lib/platform/context/permissions';
import { readUserGroup, type UserGroup } from './user-group-row';

/** Also an archived one: coupons may still be limited to it. @throws Forbidden, NotFound */
export async function getUserGroup(ctx: Context, id: number): Promise<UserGroup> {
  assertCan(ctx, 'coupons.read');
  return readUserGroup(ctx, id);
}
