'use server';

import { publicAction } from '@/app/session/action';
import { acceptInvitation, readInvitation } from '@/lib/domain/access/team/accept-invitation';
import { choosePassword, readPasswordLink } from '@/lib/domain/access/team/choose-password';
import { requestPasswordLink } from '@/lib/domain/access/team/request-password-link';

export const requestPasswordLinkAction = publicAction(requestPasswordLink);
export const readInvitationAction = publicAction(readInvitation);
export const acceptInvitationAction = publicAction(acceptInvitation);
export const readPasswordLinkAction = publicAction(readPasswordLink);
export const choosePasswordAction = publicAction(choosePassword);
