import { archiveTvodPrice } from '@/lib/domain/coupons/tvod-prices/archive-tvod-price';
import { createTvodPrice } from '@/lib/domain/coupons/tvod-prices/create-tvod-price';
import { getTvodPrice } from '@/lib/domain/coupons/tvod-prices/get-tvod-price';
import { listTvodPrices } from '@/lib/domain/coupons/tvod-prices/list-tvod-prices';
import { restoreTvodPrice } from '@/lib/domain/coupons/tvod-prices/restore-tvod-price';
import type { CreateTvodPriceInput } from '@/lib/domain/coupons/tvod-prices/schemas';
import type { TvodPrice } from '@/lib/domain/coupons/tvod-prices/tvod-price-row';
import { updateTvodPrice } from '@/lib/domain/coupons/tvod-prices/update-tvod-price';
import { archiveUserGroup } from '@/lib/domain/coupons/user-groups/archive-user-group';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/create-user-group';
import { getUserGroup } from '@/lib/domain/coupons/user-groups/get-user-group';
import { listUserGroups } from '@/lib/domain/coupons/user-groups/list-user-groups';
import { restoreUserGroup } from '@/lib/domain/coupons/user-groups/restore-user-group';
import type { CreateUserGroupInput } from '@/lib/domain/coupons/user-groups/schemas';
import { updateUserGroup } from '@/lib/domain/coupons/user-groups/update-user-group';
import type { UserGroup } from '@/lib/domain/coupons/user-groups/user-group-row';
import type { ManagementRouter } from './call';
import { addDirectoryCalls } from './directory';
import * as serializer from './directory-serializer';

export function addUserGroupCalls(router: ManagementRouter): void {
  addDirectoryCalls<UserGroup, CreateUserGroupInput>(router, {
    tag: 'User groups',
    plural: 'user_groups',
    singular: 'user_group',
    noun: 'user group',
    schema: serializer.userGroupSchema,
    bodySchema: serializer.userGroupBodySchema,
    example: serializer.userGroupExample,
    newExample: { name: 'Premium' },
    changeExample: { name: 'Premium' },
    shape: serializer.userGroupShape,
    readFields: serializer.readUserGroupFields,
    list: listUserGroups,
    get: getUserGroup,
    create: createUserGroup,
    update: updateUserGroup,
    archive: archiveUserGroup,
    restore: restoreUserGroup,
  });
}

export function addTvodPriceCalls(router: ManagementRouter): void {
  addDirectoryCalls<TvodPrice, CreateTvodPriceInput>(router, {
    tag: 'TVOD prices',
    plural: 'tvod_prices',
    singular: 'tvod_price',
    noun: 'TVOD price',
    schema: serializer.tvodPriceSchema,
    bodySchema: serializer.tvodPriceBodySchema,
    example: serializer.tvodPriceExample,
    newExample: { name: 'Aluguel', tvod_type: 'rental', price: 990, duration: 2 },
    changeExample: { price: 990 },
    shape: serializer.tvodPriceShape,
    readFields: serializer.readTvodPriceFields,
    list: listTvodPrices,
    get: getTvodPrice,
    create: createTvodPrice,
    update: updateTvodPrice,
    archive: archiveTvodPrice,
    restore: restoreTvodPrice,
  });
}
