'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { Outcome, Refusal } from './enter';

/** What an attempt to sign in leads to: the desk, the second step, the first one again, or a refusal. */
export function useEntering(returnTo: string, refusedBefore: Refusal | null = null) {
  const router = useRouter();
  const [refusal, setRefusal] = useState<Refusal | null>(refusedBefore);
  const [attempts, setAttempts] = useState(0);
  const [isNavigating, setNavigating] = useState(false);

  /** @returns whether it was a wrong password, code or passkey */
  const follow = async (attempt: Promise<Outcome>): Promise<boolean> => {
    setRefusal(null);
    const outcome = await attempt;
    if (outcome === 'in') {
      setNavigating(true);
      // A whole new page: nothing that another person read here before stays in memory.
      window.location.replace(returnTo);
      return false;
    }
    // The page shows the step that the cookies say.
    if (outcome === 'second_factor') {
      router.refresh();
      return false;
    }
    setRefusal(outcome);
    setAttempts((count) => count + 1);
    return outcome === 'refused';
  };

  return { refusal, attempts, isNavigating, follow, forget: () => setRefusal(null) };
}
