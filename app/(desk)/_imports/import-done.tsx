'use client';

import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { postJson } from '@/app/session/post-file';
import { useSingleMutation } from '@/app/session/use-single-mutation';
import { Button } from '@/components/button';
import { toastError } from '@/components/toasts';
import { useRefusalWords } from '@/components/use-refusal-words';

type ImportDoneProps = {
  address: string;
  imported: { added: number; ids: number[] };
  words: { imported: (count: number) => string; undone: (count: number) => string };
  onUndone: () => Promise<void> | void;
  /** Where to go from here. */
  children: ReactNode;
};

/** What an import added, which can be taken back. */
export function ImportDone({ address, imported, words, onUndone, children }: ImportDoneProps) {
  const t = useTranslations('imports');
  const refusals = useRefusalWords();
  const { added, ids } = imported;
  const undo = useSingleMutation({
    mutationFn: () => postJson<{ undone: number }>(`${address}/undo`, { ids }),
    onSuccess: () => onUndone(),
    onError: ({ message }) => toastError(t('undoFailed', { message: refusals(message) })),
  });
  return (
    <>
      <p role="status" className="font-medium">
        {undo.data ? words.undone(undo.data.undone) : words.imported(added)}
      </p>
      <div className="flex flex-wrap gap-2">
        {children}
        {added > 0 && !undo.data && (
          <Button icon={<Undo2 />} onPress={() => undo.mutate()} isPending={undo.isPending}>
            {t('undo')}
          </Button>
        )}
      </div>
    </>
  );
}
