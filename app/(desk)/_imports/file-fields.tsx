'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { SelectBox } from '@/components/select-box';
import type { FileHead } from '@/lib/core/file-reading/read-head';
import { type Delimiter, delimiters, type Encoding, encodings, type Reading } from '@/lib/core/file-reading/reading';

/** What is read alike of every file, with what only a person can decide. */
export type ReadHead = Omit<FileHead, 'column' | 'questions'> & { questions: readonly string[] };
type OfFile = { [Name in 'encoding' | 'delimiter' | 'sheet' | 'headerRow']?: Reading[Name] | undefined };

type FileFieldsProps<Chosen extends OfFile> = {
  head: ReadHead;
  chosen: Chosen;
  /** Whether somebody went on without an answer: what is missing is then said at its field. */
  isTried: boolean;
  onChange: (chosen: Chosen | OfFile) => void;
  /** What a file without a header is called. */
  noHeader: string;
  /** The fields of what is read out of it. */
  children: ReactNode;
};

/** Encoding and delimiter or the sheet, and the header. What is not sure has no value yet, and says what is proposed. */
export function FileFields<Chosen extends OfFile>(props: FileFieldsProps<Chosen>) {
  const { head, chosen, isTried, onChange, noHeader, children } = props;
  const t = useTranslations('batches.import.read');
  const note = useNote(head, isTried);
  const asks = (name: string) => head.questions.includes(name);
  // By its line, as below: blank ones are no rows.
  const rowLabel = (row: number) => {
    const found = head.rows[row - 1];
    if (row === 0 || !found) return noHeader;
    return t('headerRow', { row: found.line, text: found.cells.filter(Boolean).join(', ') });
  };
  return (
    <div className="grid grid-cols-1 items-start gap-5 sm:grid-cols-2 lg:grid-cols-4">
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
      {children}
    </div>
  );
}

type Asked = 'sheet' | 'delimiter' | 'headerRow' | 'column';

/** What a field says below itself: what is proposed where only a person can decide, else its help. */
export function useNote(head: ReadHead, isTried: boolean) {
  const t = useTranslations('batches.import.read');
  return (name: Asked, proposed: string | null, help?: string) => {
    if (!head.questions.includes(name)) return { ...(help ? { help } : {}) };
    const error = isTried ? t(`ask.${name}`) : undefined;
    return { error, help: proposed === null ? t(`ask.${name}`) : t('proposed', { what: proposed }) };
  };
}

/** `2: PIN Code`, or `2` where nothing names it. */
export function useColumnName(head: ReadHead): (column: number) => string {
  const t = useTranslations('batches.import.read');
  const header = head.rows[head.headerRow - 1]?.cells;
  return (column) => {
    const name = header?.[column - 1];
    return name ? t('columnNamed', { column, name }) : t('columnPlain', { column });
  };
}
