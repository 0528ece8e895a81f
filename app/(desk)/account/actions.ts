'use server';

import { action } from '@/app/session/action';
import { changeOwnPassword } from '@/lib/domain/access/team/change-own-password';
import { endOtherSessions, endOwnSession } from '@/lib/domain/access/team/end-own-sessions';

export const changeOwnPasswordAction = action(changeOwnPassword);
export const endOwnSessionAction = action(endOwnSession);
export const endOtherSessionsAction = action(endOtherSessions);
