'use client';

import { Scale, SlidersHorizontal, Wallet } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { MenuAction } from '@/components/menu-button';
import { whenNeeded } from '@/components/when-needed';
import type { IntegratorSummary } from '@/lib/domain/access/integrators/list-integrators';
import { type IntegratorWithCredit, showsCredit } from './credit-dialog-props';

const CorrectDialog = whenNeeded(() => import('./move-credit-dialog').then((module) => module.CorrectDialog));
const TopUpDialog = whenNeeded(() => import('./move-credit-dialog').then((module) => module.TopUpDialog));
const TermsDialog = whenNeeded(() => import('./terms-dialog').then((module) => module.TermsDialog));

const dialogs = { topUp: TopUpDialog, correct: CorrectDialog, terms: TermsDialog };
const icons = { topUp: <Wallet />, correct: <Scale />, terms: <SlidersHorizontal /> };
type Kind = keyof typeof dialogs;
const kinds: Kind[] = ['topUp', 'correct', 'terms'];

/** What an admin does about a company's credit: the entries of its menu, and the dialog that one of them opens. */
export function useCreditDialogs(onDone: () => void) {
  const t = useTranslations('integrators.actions');
  const [open, setOpen] = useState<{ kind: Kind; integrator: IntegratorWithCredit } | null>(null);
  const creditActions = (integrator: IntegratorSummary): MenuAction[] =>
    showsCredit(integrator)
      ? kinds.map((kind) => ({
          id: kind,
          label: t(kind),
          icon: icons[kind],
          onPress: () => setOpen({ kind, integrator }),
        }))
      : [];
  const Opened = open && dialogs[open.kind];
  const creditDialog = Opened && <Opened integrator={open.integrator} onClose={() => setOpen(null)} onDone={onDone} />;
  return { creditActions, creditDialog };
}
