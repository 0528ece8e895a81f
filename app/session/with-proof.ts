'use client';

import type { Action, ActionResult } from './action';
import { withSecondPerson } from './second-person';

const reasons = ['needs_proof', 'needs_factor_proof', 'was_away'] as const;

/** Why an action needs a fresh proof: the last one is old, it was no second factor, or the person was away. */
export type ProofReason = (typeof reasons)[number];

/** Asks the person who sits here to show who they are; false when they would rather not. */
type Ask = (reason: ProofReason) => Promise<boolean>;

let ask: Ask | null = null;

/** The one dialog of the page that asks. */
export function answerProofRequests(answer: Ask): () => void {
  ask = answer;
  return () => {
    if (ask === answer) ask = null;
  };
}

/** Whether they have, of a refusal that asked for it. */
export async function isProven(code: string): Promise<boolean> {
  const reason = reasons.find((one) => one === code);
  return reason !== undefined && ask !== null && (await ask(reason));
}

/**
 * Runs an action; where it asks for a fresh proof, the person is asked, and it is repeated. Twice at most: a password brings
 * back anyone who was away, and is no second factor. Where it needs a second person, they can ask for one.
 */
export function withProof<T>(run: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  return withSecondPerson(async () => {
    let result = await run();
    for (let asked = 0; asked < 2 && !result.ok && (await isProven(result.code)); asked += 1) result = await run();
    return result;
  });
}

/** An action that asks for a fresh proof where it needs one, as a form sends it. */
export const proven =
  <Input, Value>(run: Action<Input, Value>) =>
  (input: Input): Promise<ActionResult<Value>> =>
    withProof(() => run(input));
