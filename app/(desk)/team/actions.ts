'use server';

import type { z } from 'zod';
import { action } from '@/app/session/action';
import { changeRole } from '@/lib/domain/access/team/change-role';
import { createUser } from '@/lib/domain/access/team/create-user';
import { disableUser } from '@/lib/domain/access/team/disable-user';
import { enableUser } from '@/lib/domain/access/team/enable-user';
import { resetPassword } from '@/lib/domain/access/team/reset-password';
import { changeRoleInput, resetPasswordInput, userInput } from '@/lib/domain/access/team/schemas';

const change = action(changeRoleInput, changeRole);
const disable = action(userInput, disableUser);
const enable = action(userInput, enableUser);
const reset = action(resetPasswordInput, resetPassword);

export const createUserAction = action(createUser);

export async function changeRoleAction(input: z.input<typeof changeRoleInput>) {
  return change(input);
}

export async function disableUserAction(input: z.input<typeof userInput>) {
  return disable(input);
}

export async function enableUserAction(input: z.input<typeof userInput>) {
  return enable(input);
}

export async function resetPasswordAction(input: z.input<typeof resetPasswordInput>) {
  return reset(input);
}
