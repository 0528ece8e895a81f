'use client';

import { useTranslations } from 'next-intl';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { z } from 'zod';
import type { ActionResult } from '@/app/session/action';
import { withProof } from '@/app/session/with-proof';
import { useSchemaForm } from '@/components/form';
import { FormDialog } from '@/components/form-dialog';
import { TextareaField } from '@/components/text-field';

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
      {asked && <LimitReasonDialog message={asked.message} onAnswer={answer} />}
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

type LimitReasonDialogProps = { message: string; onAnswer: (reason: string | null) => void };

function LimitReasonDialog({ message, onAnswer }: LimitReasonDialogProps) {
  const t = useTranslations('limits.reason');
  const schema = z.object({ reason: z.string().trim().min(1, t('missing')).max(200) });
  const form = useSchemaForm(schema, { reason: '' });
  return (
    <FormDialog
      title={t('title')}
      form={form}
      submitLabel={t('submit')}
      onSubmit={async ({ reason }) => ({ ok: true, value: reason })}
      onDone={(reason) => onAnswer(reason)}
      onClose={() => onAnswer(null)}
    >
      <p className="text-pretty">{message}</p>
      <TextareaField
        control={form.control}
        name="reason"
        label={t('label')}
        help={t('help')}
        rows={2}
        maxLength={200}
      />
    </FormDialog>
  );
}
