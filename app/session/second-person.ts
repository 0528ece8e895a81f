'use client';

import type { ActionResult } from './action';
import { sent } from './offline';

/** What a person sent that needs a second one: what the refusal says of it, and the draft that it is kept as. */
export type SecondPersonRequest = { id: number; message: string; reason: string };

/** Lets the person who sits here ask for it, or not; whether they have. */
type Ask = (request: SecondPersonRequest) => Promise<boolean>;

let ask: Ask | null = null;

/** The one dialog of the page that asks. */
export function answerSecondPersonRequests(answer: Ask): () => void {
  ask = answer;
  return () => {
    if (ask === answer) ask = null;
  };
}

type Refusal = { code?: string; message: string; details: Record<string, unknown> };

/** Whether a second person was asked for, of a refusal that needs one. */
export async function isAskedFor({ code, message, details }: Refusal): Promise<boolean> {
  const { approvalId, reason } = details;
  if (code !== 'needs_second_person' || typeof approvalId !== 'number' || ask === null) return false;
  return ask({ id: approvalId, message, reason: typeof reason === 'string' ? reason : '' });
}

/** Runs an action; where it needs a second person, the one who sits here can ask for one. It stays refused either way. */
export async function withSecondPerson<T>(run: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  const result = await sent(run);
  if (!result.ok) await isAskedFor(result);
  return result;
}
