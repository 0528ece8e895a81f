'use client';

import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { CheckedUpload } from './checked-upload';

type FileConcernsProps = { upload: CheckedUpload; isConfirmed: boolean; onConfirm: (isConfirmed: boolean) => void };

/** What makes a file doubtful, each in a sentence that says what to do, and one box that confirms all of it. */
export function FileConcerns({ upload, isConfirmed, onConfirm }: FileConcernsProps) {
  const t = useTranslations('batches.import.concern');
  const { concerns, notData } = upload;
  return (
    <div className="flex max-w-2xl flex-col gap-3 rounded-lg bg-warning-soft p-3 text-warning-soft-foreground">
      <ul className="flex flex-col gap-2">
        {concerns.map((concern) => (
          <li key={concern.kind} className="flex gap-2">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span>{t(concern.kind, { ...concern })}</span>
          </li>
        ))}
        {notData > 0 && (
          <li className="flex gap-2">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span>{t('not_data', { count: notData })}</span>
          </li>
        )}
      </ul>
      <label className="flex items-start gap-2.5">
        <input
          type="checkbox"
          className="select-box mt-0.5 shrink-0"
          checked={isConfirmed}
          onChange={(event) => onConfirm(event.target.checked)}
        />
        <span>{t(concerns.length > 0 ? 'confirm' : 'confirmLeftOut')}</span>
      </label>
    </div>
  );
}
