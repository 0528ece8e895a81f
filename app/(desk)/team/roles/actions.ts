'use server';

import { action } from '@/app/session/action';
import { createRole } from '@/lib/domain/access/roles/create-role';
import { deleteRole } from '@/lib/domain/access/roles/delete-role';
import { updateRole } from '@/lib/domain/access/roles/update-role';

export const createRoleAction = action(createRole);
export const updateRoleAction = action(updateRole);
export const deleteRoleAction = action(deleteRole);
