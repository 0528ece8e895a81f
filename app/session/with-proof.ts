'use client';

import type { Action, ActionResult } from './action';
import { withSecondPerson } from './second-person';

/** Why an action needs a fresh proof: the last one is old, or the person was away. */
export type ProofReason = 'needs_proof' | 'was_away';

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
  return (code === 'needs_proof' || code === 'was_away') && ask !== null && (await ask(code));
}

/**
 * Runs an action; where it asks for a fresh proof, the person is asked once, and it is repeated. Where it needs a second
 * person, they can ask for one.
 */
export function withProof<T>(run: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  return withSecondPerson(async () => {
    const result = await run();
    return !result.ok && (await isProven(result.code)) ? run() : result;
  });
}

/** An action that asks for a fresh proof where it needs one, as a form sends it. */
export const proven =
  <Input, Value>(run: Action<Input, Value>) =>
  (input: Input): Promise<ActionResult<Value>> =>
    withProof(() => run(input));
