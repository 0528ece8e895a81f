'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { useFocusOn } from '@/components/use-focus-on';
import { asName } from './as-name';
import { type ImportedFile, isUndoing } from './import-queries';
import { Staying } from './staying';
import { UndoButton } from './undo-button';

type ImportDoneProps = {
  address: string;
  file: ImportedFile;
  /** Whether the import was started on this page: its end takes the focus then. */
  isOfPress: boolean;
  words: { imported: (count: number) => string; undone: (count: number) => string };
  onUndoStarted: () => void;
  /** Where to go from here. */
  children: ReactNode;
};

/** What an import added, also where it was cancelled or failed, which can be taken back: here, and for a day where files are imported. */
export function ImportDone({ address, file, isOfPress, words, onUndoStarted, children }: ImportDoneProps) {
  const t = useTranslations('imports');
  const { state, failure, imported, newRows, fileName } = file;
  const [isPressed, setPressed] = useState(false);
  const isUndone = imported !== null && imported.undone !== null;
  const status = useFocusOn<HTMLDivElement>((isOfPress || isPressed) && (isUndone ? 'undone' : state));
  const added = imported?.added ?? 0;
  const isWaiting = imported !== null && !isUndone && !isUndoing(imported);
  const undo = imported && !isUndone && (
    <UndoButton
      {...{ address, imported }}
      onStarted={() => {
        setPressed(true);
        onUndoStarted();
      }}
    />
  );
  const text = 'mt-0.5 max-w-prose text-13 text-muted';
  return (
    <>
      <h2 className="text-base font-semibold wrap-anywhere">{asName(fileName || t('recent.noName'))}</h2>
      <div ref={status} role="status" tabIndex={-1} className="outline-none">
        <p className="font-medium">{isUndone ? words.undone(imported.undone ?? 0) : words.imported(added)}</p>
        {isUndone && imported.undoStaying > 0 && (
          <p className="text-muted">{t('undoing.kept', { count: imported.undoStaying })}</p>
        )}
        {!isUndone && state === 'cancelled' && <p className={text}>{t('ended.cancelled')}</p>}
        {!isUndone && state === 'failed' && (
          <p className={text}>{t(failure === 'no_access' ? 'ended.noAccess' : 'ended.failed')}</p>
        )}
        {!isUndone && state === 'done' && added < newRows && (
          <p className={text}>{t('ended.fewer', { count: newRows - added })}</p>
        )}
        {isWaiting && (
          <p className={text}>
            {imported.undoState === 'failed'
              ? t('undoing.stopped', { done: imported.undoSeen, all: added })
              : t('ended.undoable')}
          </p>
        )}
      </div>
      {isUndone && imported.undoStays.length > 0 && (
        <Staying staying={imported.undoStaying} stays={imported.undoStays} />
      )}
      {!isWaiting && undo}
      <div className="flex flex-wrap gap-2">
        {children}
        {isWaiting && undo}
      </div>
    </>
  );
}
