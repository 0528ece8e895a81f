'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { Button } from '@/components/button';
import { Instant } from '@/components/instant';
import { Progress } from '@/components/progress';
import { useFocusOn } from '@/components/use-focus-on';
import { asName } from './as-name';
import { isAtWork, type RecentFile, type RecentImport, recentImportsQuery } from './import-queries';
import { UndoButton } from './undo-button';

type RecentImportsProps = { address: string; onOpen: (fileId: number) => void; onUndone: () => Promise<void> | void };

/** Files at work and the imports of the last day, of everybody, each with its undo. Nothing is shown while there are none. */
export function RecentImports({ address, onOpen, onUndone }: RecentImportsProps) {
  const t = useTranslations('imports');
  const { data, refetch } = useQuery(recentImportsQuery(address));
  const [undoneId, setUndoneId] = useState<number | null>(null);
  const undone = data?.rows.filter((row) => row.undone !== null).length ?? 0;
  const changed = useEffectEvent(() => void onUndone());
  useEffect(() => {
    if (undone > 0) changed();
  }, [undone]);
  if (!data || data.rows.length + data.uploads.length === 0) return null;
  return (
    <section aria-labelledby="recent-imports" className="card max-w-[1200px] overflow-hidden">
      <div className="px-5 pt-4 pb-3">
        <h2 id="recent-imports" className="text-base font-semibold">
          {t('recent.title')}
        </h2>
        <p className="mt-0.5 text-13 text-muted">{t('recent.text')}</p>
      </div>
      <ul className="divide-y divide-separator border-t border-separator">
        {data.uploads.map((file) => (
          <Listed key={`file ${file.id}`} row={file} text={<FileText file={file} />}>
            <Button size="sm" onPress={() => onOpen(file.id)}>
              {t('recent.open')}
            </Button>
          </Listed>
        ))}
        {data.rows.map((row) => (
          <Listed
            key={row.id}
            row={row}
            text={
              <div className="text-13 text-muted">
                <p>
                  {t.rich('recent.added', { count: row.added, by: row.createdBy, person: asName })} ·{' '}
                  <Instant value={row.createdAt} />
                </p>
                {row.undone === null && row.undoState === 'failed' && (
                  <p>{t('undoing.stopped', { done: row.undoSeen, all: row.added })}</p>
                )}
              </div>
            }
          >
            {row.undone === null ? (
              <UndoButton
                {...{ address, size: 'sm', imported: row }}
                onStarted={() => {
                  setUndoneId(row.id);
                  void refetch();
                }}
              />
            ) : (
              <UndoneText row={row} isOfPress={row.id === undoneId} />
            )}
          </Listed>
        ))}
      </ul>
    </section>
  );
}

type ListedProps = { row: { fileName: string }; text: ReactNode; children: ReactNode };

function Listed({ row, text, children }: ListedProps) {
  const t = useTranslations('imports');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-2.5">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium wrap-anywhere">{asName(row.fileName || t('recent.noName'))}</p>
        {text}
      </div>
      {children}
    </li>
  );
}

/** How far it is, or that it waits for somebody to import it. */
function FileText({ file }: { file: RecentFile }) {
  const t = useTranslations('imports.recent');
  const { state, rows, rowsDone, newRows, createdBy, createdAt } = file;
  if (isAtWork(file)) {
    const label = t.rich(state === 'importing' ? 'importing' : 'checking', { by: createdBy, person: asName });
    return (
      <div className="max-w-md text-13">
        <Progress label={label} value={rows > 0 ? rowsDone : null} max={Math.max(1, rows)} />
      </div>
    );
  }
  return (
    <p className="text-13 text-muted">
      {t.rich('checked', { count: newRows, by: createdBy, person: asName })} · <Instant value={createdAt} />
    </p>
  );
}

/** Takes the focus where it came by a press on this page. */
function UndoneText({ row, isOfPress }: { row: RecentImport; isOfPress: boolean }) {
  const t = useTranslations('imports');
  const text = useFocusOn<HTMLParagraphElement>(isOfPress);
  const { undone, undoneBy, undoStaying } = row;
  return (
    <p ref={text} tabIndex={-1} className="text-13 text-muted outline-none">
      {t.rich('recent.undone', { count: undone ?? 0, by: undoneBy ?? '', person: asName })}
      {undoStaying > 0 && ` · ${t('recent.stayed', { count: undoStaying })}`}
    </p>
  );
}
