'use server';

import { action } from '@/app/session/action';
import { archiveUserGroup } from '@/lib/domain/coupons/user-groups/archive-user-group';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/create-user-group';
import { restoreUserGroup } from '@/lib/domain/coupons/user-groups/restore-user-group';
import { updateUserGroup } from '@/lib/domain/coupons/user-groups/update-user-group';

export const archiveUserGroupAction = action(archiveUserGroup);
export const createUserGroupAction = action(createUserGroup);
export const restoreUserGroupAction = action(restoreUserGroup);
export const updateUserGroupAction = action(updateUserGroup);
