'use server';

import { action } from '@/app/session/action';
import { changeRole } from '@/lib/domain/access/team/change-role';
import { createUser } from '@/lib/domain/access/team/create-user';
import { disableUser } from '@/lib/domain/access/team/disable-user';
import { enableUser } from '@/lib/domain/access/team/enable-user';
import { resetPassword } from '@/lib/domain/access/team/reset-password';

export const createUserAction = action(createUser);
export const changeRoleAction = action(changeRole);
export const disableUserAction = action(disableUser);
export const enableUserAction = action(enableUser);
export const resetPasswordAction = action(resetPassword);
