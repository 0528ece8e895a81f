import { archiveTvodPrice } from '@/lib/tvod-prices/archive-tvod-price';
import { createTvodPrice } from '@/lib/tvod-prices/create-tvod-price';
import { getTvodPrice } from '@/lib/tvod-prices/get-tvod-price';
import { listTvodPrices } from '@/lib/tvod-prices/list-tvod-prices';
import { restoreTvodPrice } from '@/lib/tvod-prices/restore-tvod-price';
import type { CreateTvodPriceInput, UpdateTvodPriceInput } from '@/lib/tvod-prices/schemas';
import type { TvodPrice } from '@/lib/tvod-prices/tvod-price-row';
import { updateTvodPrice } from '@/lib/tvod-prices/update-tvod-price';
import { archiveUserGroup } from '@/lib/user-groups/archive-user-group';
import { createUserGroup } from '@/lib/user-groups/create-user-group';
import { getUserGroup } from '@/lib/user-groups/get-user-group';
import { listUserGroups } from '@/lib/user-groups/list-user-groups';
import { restoreUserGroup } from '@/lib/user-groups/restore-user-group';
import type { CreateUserGroupInput, UpdateUserGroupInput } from '@/lib/user-groups/schemas';
import { updateUserGroup } from '@/lib/user-groups/update-user-group';
import type { UserGroup } from '@/lib/user-groups/user-group-row';
import type { ManagementRouter } from './call';
import { addDirectoryCalls } from './directory';
import * as wire from './directory-wire';

export function addUserGroupCalls(router: ManagementRouter): void {
  addDirectoryCalls<UserGroup, CreateUserGroupInput, UpdateUserGroupInput>(router, {
    tag: 'User groups',
    plural: 'user_groups',
    singular: 'user_group',
    noun: 'user group',
    schema: wire.userGroupSchema,
    bodySchema: wire.userGroupBodySchema,
    example: wire.userGroupExample,
    newExample: { name: 'Premium' },
    changeExample: { name: 'Premium' },
    shape: wire.userGroupShape,
    readNew: wire.readNewUserGroup,
    readChange: wire.readUserGroupChange,
    list: listUserGroups,
    get: getUserGroup,
    create: createUserGroup,
    update: updateUserGroup,
    archive: archiveUserGroup,
    restore: restoreUserGroup,
  });
}

export function addTvodPriceCalls(router: ManagementRouter): void {
  addDirectoryCalls<TvodPrice, CreateTvodPriceInput, UpdateTvodPriceInput>(router, {
    tag: 'TVOD prices',
    plural: 'tvod_prices',
    singular: 'tvod_price',
    noun: 'TVOD price',
    schema: wire.tvodPriceSchema,
    bodySchema: wire.tvodPriceBodySchema,
    example: wire.tvodPriceExample,
    newExample: { name: 'Aluguel', tvod_type: 'rental', price: 990, duration: 2 },
    changeExample: { price: 990 },
    shape: wire.tvodPriceShape,
    readNew: wire.readNewTvodPrice,
    readChange: wire.readTvodPriceChange,
    list: listTvodPrices,
    get: getTvodPrice,
    create: createTvodPrice,
    update: updateTvodPrice,
    archive: archiveTvodPrice,
    restore: restoreTvodPrice,
  });
}
