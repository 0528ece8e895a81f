'use client';

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { ActionResult } from '@/app/session/action';
import { withProof } from '@/app/session/with-proof';
import { whenNeeded } from '@/components/when-needed';

const LimitReasonDialog = whenNeeded(() => import('./limit-reason-dialog').then((module) => module.LimitReasonDialog));

type Ask = (message: string) => Promise<string | null>;
type WithReason = <T>(run: (reason?: string) => Promise<ActionResult<T>>) => Promise<ActionResult<T>>;

const Asking = createContext<Ask>(async () => null);

/** Asks for the reason where somebody has reached a limit after which one is needed; once for the whole desk. */
export function LimitReasonProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<{ message: string; answer: (reason: string | null) => void } | null>(null);
  const ask = useMemo<Ask>(() => (message) => new Promise((answer) => setAsked({ message, answer })), []);
  const answer = (reason: string | null) => {
    asked?.answer(reason);
    setAsked(null);
  };
  return (
    <Asking.Provider value={ask}>
      {children}
      {asked && <LimitReasonDialog message={asked.message} onReason={answer} onClose={() => answer(null)} />}
    </Asking.Provider>
  );
}

/**
 * Runs what a limit of the person may stop for a reason: then asks for it, and runs it once more with that. Where it asks for
 * a fresh proof, that comes first.
 */
export function useWithLimitReason(): WithReason {
  const ask = useContext(Asking);
  return useMemo<WithReason>(
    () => async (run) => {
      const first = await withProof(() => run());
      if (first.ok || first.code !== 'limit_reason') return first;
      const reason = await ask(first.message);
      return reason === null ? first : withProof(() => run(reason));
    },
    [ask],
  );
}
