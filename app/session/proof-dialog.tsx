'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Dialog } from '@/components/dialog';
import { whenNeeded } from '@/components/when-needed';
import type { ProofWays } from '@/lib/domain/access/factors/prove';
import { listProofWaysAction } from './proof-actions';
import { ProofOutcome } from './proof-outcome';
import { answerProofRequests, type ProofReason } from './with-proof';

/** What is offered where it could not be read what the person has. */
const passwordOnly: ProofWays = { totp: false, passkey: false, recovery: false, providers: [] };
const anyFactor: ProofWays = { totp: true, passkey: true, recovery: true, providers: [] };

const ProofForm = whenNeeded(() => import('./proof-form').then((module) => module.ProofForm));

/** Asks for a fresh proof when an action needs one. Several that ask at once get one dialog and one answer. */
export function ProofDialog() {
  const t = useTranslations('factors.proof');
  const [factors, setFactors] = useState<ProofWays | null>(null);
  const [reason, setReason] = useState<ProofReason>('needs_proof');
  const waiting = useRef<((isProven: boolean) => void)[]>([]);

  useEffect(
    () =>
      answerProofRequests((why) => {
        const answered = new Promise<boolean>((resolve) => waiting.current.push(resolve));
        if (waiting.current.length === 1) {
          setReason(why);
          ProofForm.preload();
          void listProofWaysAction({})
            .catch(() => null)
            .then((ways) =>
              setFactors(ways?.ok ? ways.value : why === 'needs_factor_proof' ? anyFactor : passwordOnly),
            );
        }
        return answered;
      }),
    [],
  );

  const answer = (isProven: boolean) => {
    setFactors(null);
    for (const resolve of waiting.current.splice(0)) resolve(isProven);
  };

  return (
    <>
      <ProofOutcome />
      <Dialog
        title={t('title')}
        isOpen={factors !== null}
        onOpenChange={(isOpen) => !isOpen && answer(false)}
        size="sm"
      >
        {factors && (
          <ProofForm factors={factors} reason={reason} onProven={() => answer(true)} onClose={() => answer(false)} />
        )}
      </Dialog>
    </>
  );
}
