'use server';

import { action } from '@/app/session/action';
import { resetFactors } from '@/lib/domain/access/factors/reset-factors';
import { changeRole } from '@/lib/domain/access/team/change-role';
import { disableUser } from '@/lib/domain/access/team/disable-user';
import { enableUser } from '@/lib/domain/access/team/enable-user';
import { inviteUser } from '@/lib/domain/access/team/invite-user';
import { renewInvitation } from '@/lib/domain/access/team/renew-invitation';
import { resetPassword } from '@/lib/domain/access/team/reset-password';
import { withdrawInvitation } from '@/lib/domain/access/team/withdraw-invitation';

export const resetFactorsAction = action(resetFactors);
export const inviteUserAction = action(inviteUser);
export const renewInvitationAction = action(renewInvitation);
export const withdrawInvitationAction = action(withdrawInvitation);
export const changeRoleAction = action(changeRole);
export const disableUserAction = action(disableUser);
export const enableUserAction = action(enableUser);
export const resetPasswordAction = action(resetPassword);
