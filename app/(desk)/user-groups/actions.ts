'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { type EntryInput, entryInput } from '@/lib/domain/coupons/imports/schemas';
import { archiveUserGroup } from '@/lib/domain/coupons/user-groups/archive-user-group';
import { createUserGroup } from '@/lib/domain/coupons/user-groups/create-user-group';
import { restoreUserGroup } from '@/lib/domain/coupons/user-groups/restore-user-group';
import { createUserGroupInput, updateUserGroupInput } from '@/lib/domain/coupons/user-groups/schemas';
import { updateUserGroup } from '@/lib/domain/coupons/user-groups/update-user-group';

const create = action(createUserGroupInput, createUserGroup);
const update = action(updateUserGroupInput, updateUserGroup);
const archive = action(entryInput, archiveUserGroup);
const restore = action(entryInput, restoreUserGroup);

export async function createUserGroupAction(input: z.input<typeof createUserGroupInput>) {
  return create(input);
}

export async function updateUserGroupAction(input: z.input<typeof updateUserGroupInput>) {
  return update(input);
}

export async function archiveUserGroupAction(input: EntryInput) {
  return archive(input);
}

export async function restoreUserGroupAction(input: EntryInput) {
  return restore(input);
}
