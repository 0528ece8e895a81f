'use client';

import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Progress } from '@/components/progress';
import { whenNeeded } from '@/components/when-needed';
import { asName } from './as-name';
import { isUndoing, type RecentImport } from './import-queries';

const UndoDialog = whenNeeded(() => import('./undo-dialog').then((module) => module.UndoDialog));

type UndoButtonProps = {
  address: string;
  imported: RecentImport;
  size?: 'sm';
  /** An undo is under way by a press here. */
  onStarted: () => void;
};

/** The undo of an import: what it would do is said first, then how far it is. One that was given up goes on. */
export function UndoButton({ address, imported, size, onStarted }: UndoButtonProps) {
  const t = useTranslations('imports');
  const [isAsking, setAsking] = useState(false);
  const { fileName, added, undoState, undoSeen } = imported;
  if (isUndoing(imported)) {
    return (
      <div className="w-full max-w-md" role="status">
        <Progress
          label={t.rich('undoing.running', { name: fileName || t('recent.noName'), file: asName })}
          value={undoSeen}
          max={added}
        />
      </div>
    );
  }
  return (
    <>
      <Button icon={<Undo2 />} {...(size ? { size } : {})} onPress={() => setAsking(true)}>
        {t(undoState === 'failed' ? 'undoing.goOn' : 'undo')}
      </Button>
      {isAsking && <UndoDialog {...{ address, imported, onStarted }} onClose={() => setAsking(false)} />}
    </>
  );
}
