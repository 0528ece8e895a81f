'use client';

import { useQuery } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/button';
import { Instant } from '@/components/instant';
import { useFocusOn } from '@/components/use-focus-on';
import { whenNeeded } from '@/components/when-needed';
import { type RecentImport, recentImportsQuery } from './import-queries';
import type { Undone } from './undo-dialog';

const UndoDialog = whenNeeded(() => import('./undo-dialog').then((module) => module.UndoDialog));

type RecentImportsProps = { address: string; onUndone: (undone: Undone) => Promise<void> | void };

/** The imports of the last day, of everybody, each with its undo. Nothing is shown while there are none. */
export function RecentImports({ address, onUndone }: RecentImportsProps) {
  const t = useTranslations('imports');
  const { data, refetch } = useQuery(recentImportsQuery(address));
  const [undoing, setUndoing] = useState<RecentImport | null>(null);
  const [undoneId, setUndoneId] = useState<number | null>(null);
  if (!data || data.rows.length === 0) return null;
  return (
    <section aria-labelledby="recent-imports" className="card max-w-[1200px] overflow-hidden">
      <div className="px-5 pt-4 pb-3">
        <h2 id="recent-imports" className="text-base font-semibold">
          {t('recent.title')}
        </h2>
        <p className="mt-0.5 text-13 text-muted">{t('recent.text')}</p>
      </div>
      <ul className="divide-y divide-separator border-t border-separator">
        {data.rows.map((row) => {
          const { id, fileName, added, createdBy, createdAt, undone, undoneBy } = row;
          return (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-2.5">
              <div className="min-w-0 flex-1 basis-48">
                <p className="font-medium wrap-anywhere">
                  <bdi>{fileName || t('recent.noName')}</bdi>
                </p>
                <p className="text-13 text-muted">
                  {t('recent.added', { count: added, by: createdBy })} · <Instant value={createdAt} />
                </p>
              </div>
              {undone === null ? (
                <Button size="sm" icon={<Undo2 />} onPress={() => setUndoing(row)}>
                  {t('undo')}
                </Button>
              ) : (
                <UndoneText isOfPress={id === undoneId}>
                  {t('recent.undone', { count: undone, by: undoneBy ?? '' })}
                </UndoneText>
              )}
            </li>
          );
        })}
      </ul>
      {undoing && (
        <UndoDialog
          address={address}
          imported={undoing}
          onUndone={(undone) => {
            setUndoneId(undoing.id);
            void refetch();
            void onUndone(undone);
          }}
          onClose={() => setUndoing(null)}
        />
      )}
    </section>
  );
}

/** Takes the focus where it came by a press on this page. */
function UndoneText({ isOfPress, children }: { isOfPress: boolean; children: ReactNode }) {
  const text = useFocusOn<HTMLParagraphElement>(isOfPress);
  return (
    <p ref={text} tabIndex={-1} className="text-13 text-muted outline-none">
      {children}
    </p>
  );
}
