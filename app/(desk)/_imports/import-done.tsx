'use client';

import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/button';
import { useFocusOn } from '@/components/use-focus-on';
import { whenNeeded } from '@/components/when-needed';
import type { Undone } from './undo-dialog';

const UndoDialog = whenNeeded(() => import('./undo-dialog').then((module) => module.UndoDialog));

type ImportDoneProps = {
  address: string;
  fileName: string;
  /** `id` is null where nothing was added. */
  imported: { added: number; id: number | null };
  words: { imported: (count: number) => string; undone: (count: number) => string };
  onUndone: () => Promise<void> | void;
  /** Where to go from here. */
  children: ReactNode;
};

/** What an import added, which can be taken back: here, and for a day where files are imported. */
export function ImportDone({ address, fileName, imported, words, onUndone, children }: ImportDoneProps) {
  const t = useTranslations('imports');
  const { added, id } = imported;
  const [isAsking, setAsking] = useState(false);
  const [undone, setUndone] = useState<Undone | null>(null);
  const status = useFocusOn<HTMLDivElement>(undone ?? imported);
  return (
    <>
      <div ref={status} role="status" tabIndex={-1} className="outline-none">
        <p className="font-medium">{undone ? words.undone(undone.undone) : words.imported(added)}</p>
        {undone && undone.staying > 0 && <p className="text-muted">{t('undoing.kept', { count: undone.staying })}</p>}
        {id !== null && !undone && <p className="mt-0.5 text-13 text-muted">{t('recent.text')}</p>}
      </div>
      <div className="flex flex-wrap gap-2">
        {children}
        {id !== null && !undone && (
          <Button icon={<Undo2 />} onPress={() => setAsking(true)}>
            {t('undo')}
          </Button>
        )}
      </div>
      {isAsking && id !== null && (
        <UndoDialog
          address={address}
          imported={{ id, fileName }}
          onUndone={(result) => {
            setUndone(result);
            void onUndone();
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
