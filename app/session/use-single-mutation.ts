'use client';

import { type UseMutationOptions, useMutation } from '@tanstack/react-query';
import { useRef } from 'react';

/**
 * A mutation that is not sent again while it runs. What is pressed is drawn as pending a moment later: until then the second press
 * of a double click would send it once more, and its answer take the place of the first.
 */
export function useSingleMutation<Value, Input = void>(options: UseMutationOptions<Value, Error, Input>) {
  const isRunning = useRef(false);
  const mutation = useMutation({
    ...options,
    onSettled: (...settled) => {
      isRunning.current = false;
      return options.onSettled?.(...settled);
    },
  });
  const mutate = (input: Input) => {
    if (isRunning.current) return;
    isRunning.current = true;
    mutation.mutate(input);
  };
  return { ...mutation, mutate };
}
