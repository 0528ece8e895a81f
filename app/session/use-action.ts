'use client';

import { type UseMutationOptions, useMutation } from '@tanstack/react-query';
import type { Action, ActionResult } from './action';
import { withProof } from './with-proof';

/**
 * A mutation that runs a server action. The library calls its function with a second argument, its own client in it; the
 * browser sends an action all that it is called with, and a client cannot be sent. An action that asks for a fresh proof gets
 * it from the person, and is repeated.
 */
export function useAction<Input, Value>(
  run: Action<Input, Value>,
  options: Omit<UseMutationOptions<ActionResult<Value>, Error, Input>, 'mutationFn'> = {},
) {
  return useMutation({ ...options, mutationFn: (input: Input) => withProof(() => run(input)) });
}
