'use client';

import { useTranslations } from 'next-intl';
import { SelectBox } from '@/components/select-field';
import type { Chosen, FileHead } from '@/lib/core/file-reading/read-head';
import { type Delimiter, delimiters, type Encoding, encodings } from '@/lib/core/file-reading/reading';

type ReadingFieldsProps = {
  head: FileHead;
  chosen: Chosen;
  /** Whether somebody went on without an answer: what is missing is then said at its field. */
  isTried: boolean;
  onChange: (chosen: Chosen) => void;
};

/** Encoding and delimiter or the sheet, header and column. What is not sure has no value yet, and says what is proposed. */
export function ReadingFields({ head, chosen, isTried, onChange }: ReadingFieldsProps) {
  const t = useTranslations('batches.import.read');
  const columnName = useColumnName(head);
  const asks = (name: FileHead['questions'][number]) => head.questions.includes(name);
  const note = (name: FileHead['questions'][number], proposed: string | null, help?: string) => {
    if (!asks(name)) return { ...(help ? { help } : {}) };
    const error = isTried ? t(`ask.${name}`) : undefined;
    return { error, help: proposed === null ? t(`ask.${name}`) : t('proposed', { what: proposed }) };
  };
  const rowLabel = (row: number) =>
    row === 0
      ? t('noHeader')
      : t('headerRow', { row, text: head.rows[row - 1]?.cells.filter(Boolean).join(', ') ?? '' });
  const columns = Array.from({ length: Math.max(head.columns, head.column ?? 0) }, (_, at) => at + 1);
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2 lg:grid-cols-4">
      {head.format !== 'text' && (
        <SelectBox
          label={t('sheet')}
          value={asks('sheet') ? null : (head.sheet ?? null)}
          options={head.sheets.map((name, at) => ({ value: at + 1, label: name }))}
          onChange={(value) => onChange({ sheet: Number(value) })}
          {...note('sheet', head.sheets[(head.sheet ?? 1) - 1] ?? null, t(`formats.${head.format}`))}
        />
      )}
      {head.encoding && (
        <SelectBox
          label={t('encoding')}
          value={head.encoding}
          options={encodings.map((value) => ({ value, label: t(`encodings.${value}`) }))}
          onChange={(value) => onChange({ encoding: value as Encoding })}
          help={head.hasMark && chosen.encoding === undefined ? t('marked') : t('encodingHelp')}
        />
      )}
      {head.delimiter && (
        <SelectBox
          label={t('delimiter')}
          value={asks('delimiter') ? null : head.delimiter}
          options={delimiters.map((value) => ({ value, label: t(`delimiters.${value}`) }))}
          onChange={(value) => onChange({ encoding: chosen.encoding, delimiter: value as Delimiter })}
          {...note('delimiter', t(`delimiters.${head.delimiter}`), t('delimiterHelp'))}
        />
      )}
      <SelectBox
        label={t('header')}
        value={asks('headerRow') ? null : head.headerRow}
        options={[0, ...head.rows.slice(0, 10).map(({ row }) => row)].map((value) => ({
          value,
          label: rowLabel(value),
        }))}
        onChange={(value) => onChange({ ...chosen, headerRow: Number(value) })}
        {...note('headerRow', rowLabel(head.headerRow), head.headerRow > 1 ? t('aboveHelp') : undefined)}
      />
      <SelectBox
        label={t('column')}
        value={asks('column') ? null : head.column}
        options={columns.map((value) => ({ value, label: columnName(value) }))}
        onChange={(value) => onChange({ ...chosen, column: Number(value) })}
        {...note('column', head.column === null ? null : columnName(head.column), t('columnHelp'))}
      />
    </div>
  );
}

/** `2: PIN Code`, or `2` where nothing names it. */
export function useColumnName(head: FileHead): (column: number) => string {
  const t = useTranslations('batches.import.read');
  const header = head.rows[head.headerRow - 1]?.cells;
  return (column) => {
    const name = header?.[column - 1];
    return name ? t('columnNamed', { column, name }) : t('columnPlain', { column });
  };
}
