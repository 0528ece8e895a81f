'use server';

import { z } from 'zod';
import { action } from '@/app/session/action';
import { changeOwnPassword } from '@/lib/domain/access/team/change-own-password';
import { endOtherSessions, endOwnSession } from '@/lib/domain/access/team/end-own-sessions';
import { changeOwnPasswordInput, sessionInput } from '@/lib/domain/access/team/schemas';

const change = action(changeOwnPasswordInput, changeOwnPassword);
const endOne = action(sessionInput, endOwnSession);
const endOthers = action(z.undefined(), endOtherSessions);

export async function changeOwnPasswordAction(input: z.input<typeof changeOwnPasswordInput>) {
  return change(input);
}

export async function endOwnSessionAction(input: z.input<typeof sessionInput>) {
  return endOne(input);
}

export async function endOtherSessionsAction() {
  return endOthers(undefined);
}
