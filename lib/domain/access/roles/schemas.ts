import { z } from 'zod';
import { isStorable } from '@/lib/core/storable-text';
import { permissions, withNeeded } from '@/lib/platform/context/permission-names';
import { isRoleRef, type RoleRef } from '@/lib/platform/context/roles';

export const roleRef = z.custom<RoleRef>(isRoleRef, 'Choose a role.');

const roleId = z.number('Choose a role.').int('Choose a role.').positive('Choose a role.');

const role = z.object({
  name: z
    .string('Enter a name.')
    .trim()
    .min(1, 'Enter a name.')
    .max(60, 'A name has at most 60 characters.')
    .refine(isStorable, 'Use letters and digits.'),
  permissions: z
    .array(z.enum(permissions, 'Choose from the list.'), 'Choose from the list.')
    .max(permissions.length, 'Choose each right once.')
    .transform(withNeeded),
});

export const createRoleInput = role;

export const updateRoleInput = role.extend({ roleId });

/** `moveTo`: the role that its people get instead. */
export const deleteRoleInput = z.object({ roleId, moveTo: roleRef.nullish() });
