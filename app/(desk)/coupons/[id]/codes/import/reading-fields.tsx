'use client';

import { useTranslations } from 'next-intl';
import { FileFields, useColumnName, useNote } from '@/app/(desk)/_imports/file-fields';
import { SelectBox } from '@/components/select-box';
import type { Chosen, FileHead } from '@/lib/core/file-reading/read-head';

type ReadingFieldsProps = {
  head: FileHead;
  chosen: Chosen;
  /** Whether somebody went on without an answer: what is missing is then said at its field. */
  isTried: boolean;
  onChange: (chosen: Chosen) => void;
};

/** As what the file is read, and the column that holds the codes. */
export function ReadingFields({ head, chosen, isTried, onChange }: ReadingFieldsProps) {
  const t = useTranslations('batches.import.read');
  const note = useNote(head, isTried);
  const columnName = useColumnName(head);
  const columns = Array.from({ length: Math.max(head.columns, head.column ?? 0) }, (_, at) => at + 1);
  return (
    <FileFields head={head} chosen={chosen} isTried={isTried} onChange={onChange} noHeader={t('noHeader')}>
      <SelectBox
        label={t('column')}
        value={head.questions.includes('column') ? null : head.column}
        options={columns.map((value) => ({ value, label: columnName(value) }))}
        onChange={(value) => onChange({ ...chosen, column: Number(value) })}
        {...note('column', head.column === null ? null : columnName(head.column), t('columnHelp'))}
      />
    </FileFields>
  );
}
