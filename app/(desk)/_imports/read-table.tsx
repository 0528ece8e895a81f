'use client';

import { useQuery } from '@tanstack/react-query';
import { FileX, Search } from 'lucide-react';
import { useLocale, useTimeZone, useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/button';
import { FormAlert } from '@/components/form-alert';
import { Progress } from '@/components/progress';
import { SelectBox } from '@/components/select-box';
import { StatePanel } from '@/components/state-panel';
import { useRefusalWords } from '@/components/use-refusal-words';
import { type AmountUnit, amountUnits, type TableChosen } from '@/lib/core/file-reading/table-reading';
import { formatDate } from '@/lib/core/time';
import { asName } from './as-name';
import { FileFields, type ReadHead, useColumnName } from './file-fields';
import { FirstRows } from './first-rows';
import { type SentTable, tableHeadQuery } from './table-head-query';

/** A form of files, and its columns by their names. */
export type FormChoice = { name: string; label: string; columns: readonly { name: string; isNeeded?: true }[] };

type ReadTableProps = {
  address: string;
  file: File;
  forms: readonly FormChoice[];
  /** What the screen calls a column. */
  called: (column: string) => string;
  again: ReactNode;
  onRead: (reading: SentTable) => void;
};

/** As what a table is read, before any of its rows counts: each choice can be changed, and what is not sure is asked. */
export function ReadTable({ address, file, forms, called, again, onRead }: ReadTableProps) {
  const t = useTranslations('imports');
  const read = useTranslations('batches.import');
  const locale = useLocale();
  const refusals = useRefusalWords();
  const timeZone = useTimeZone();
  const [chosen, setChosen] = useState<TableChosen>({});
  const [isTried, setTried] = useState(false);
  const [shape, setShape] = useState<string | null>(null);
  const { data: head, error, isPlaceholderData } = useQuery(tableHeadQuery(address, file, chosen));
  // Known of the file as it was found, and no more once something of it is chosen.
  if (head?.shape && head.shape !== shape) setShape(head.shape);
  const change = (next: TableChosen) => {
    setTried(false);
    setChosen(next);
  };

  if (error) {
    return (
      <div role="alert">
        <StatePanel icon={<FileX />} title={read.rich('notRead', { name: file.name, file: asName })} actions={again}>
          {read('notReadWhy', { message: refusals(error.message) })}
        </StatePanel>
      </div>
    );
  }
  if (!head) {
    return (
      <div role="status">
        <Progress label={read.rich('opening', { name: file.name, file: asName })} value={null} max={1} />
      </div>
    );
  }
  const { encoding, delimiter, sheet, headerRow, places, unit, questions, readAt, unread } = head;
  const form = forms.find(({ name }) => name === head.form);
  // The form of another system has the names that it gives its columns.
  const nameOf = (column: string) => (form?.name === 'own' ? called(column) : column);
  // Each column that has no place is a question of its own.
  const open = questions.length + Math.max(0, head.asked.length - 1);
  const check = () => {
    if (questions.length > 0 || !form) return setTried(true);
    onRead({
      encoding,
      delimiter,
      sheet,
      headerRow,
      form: form.name,
      places,
      unit: unit ?? undefined,
      shape: shape ?? undefined,
    });
  };
  const readAs = (column: number) =>
    form?.columns.flatMap(({ name }, at) => (places[at] === column ? [nameOf(name)] : [])).join(', ');
  const asks = (name: 'form' | 'unit') => questions.includes(name) && isTried && { error: t(`ask.${name}`) };
  return (
    <>
      <div>
        <h2 className="text-base font-semibold wrap-anywhere">
          {read.rich('read.title', { name: file.name, file: asName })}
        </h2>
        <p className="mt-0.5 max-w-prose text-13 text-muted" role="status">
          {open > 0
            ? read('read.questions', { count: open })
            : readAt
              ? read('read.asBefore', { date: formatDate(readAt, { locale, ...(timeZone ? { timeZone } : {}) }) })
              : read('read.sure')}
        </p>
      </div>
      <FormAlert message={isTried && questions.length > 0 ? read('read.unanswered') : undefined} />
      <FileFields head={head} chosen={chosen} isTried={isTried} onChange={change} noHeader={t('noHeader')}>
        {forms.length > 1 && (
          <SelectBox
            label={t('form')}
            value={questions.includes('form') ? null : head.form}
            options={forms.map(({ name, label }) => ({ value: name, label }))}
            onChange={(value) => change({ ...chosen, places: undefined, unit: undefined, form: String(value) })}
            help={form && questions.includes('form') ? read('read.proposed', { what: form.label }) : t('formHelp')}
            {...asks('form')}
          />
        )}
        {(questions.includes('unit') || chosen.unit) && (
          <SelectBox
            label={t('unit')}
            value={unit}
            options={amountUnits.map((value) => ({ value, label: t(`units.${value}`) }))}
            onChange={(value) => change({ ...chosen, unit: value as AmountUnit })}
            help={t('unitHelp')}
            {...asks('unit')}
          />
        )}
      </FileFields>
      {form && (
        <Columns
          form={form}
          called={nameOf}
          head={head}
          isTried={isTried}
          onChange={(next) => change({ ...chosen, form: form.name, places: next })}
        />
      )}
      {unread.length > 0 && (
        <p className="max-w-prose text-13 text-muted wrap-anywhere">{t('unread', { names: unread.join(', ') })}</p>
      )}
      <FirstRows head={head} isStale={isPlaceholderData} readAs={readAs} />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" icon={<Search />} onPress={check} isDisabled={isPlaceholderData}>
          {read('read.submit')}
        </Button>
        {again}
      </div>
    </>
  );
}

type ColumnsProps = {
  form: FormChoice;
  called: (column: string) => string;
  head: ReadHead & { places: number[]; asked: string[] };
  isTried: boolean;
  onChange: (places: number[]) => void;
};

/** Where each column of the form is; open where one that is needed has no place. */
function Columns({ form, called, head, isTried, onChange }: ColumnsProps) {
  const t = useTranslations('imports');
  const columnName = useColumnName(head);
  const { places, columns: width } = head;
  const isAsked = head.questions.includes('places');
  const [isOpen, setOpen] = useState(false);
  const found = places.filter((place) => place > 0).length;
  const options = [
    { value: 0, label: t('noColumn') },
    ...Array.from({ length: width }, (_, at) => ({ value: at + 1, label: columnName(at + 1) })),
  ];
  return (
    <details
      className="rounded-lg border border-border p-4"
      open={isOpen || isAsked}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="cursor-pointer font-medium">{t('columns', { found, all: form.columns.length })}</summary>
      <div className="mt-4 grid grid-cols-1 items-start gap-5 sm:grid-cols-2 lg:grid-cols-4">
        {form.columns.map(({ name, isNeeded }, at) => {
          const isMissing = head.asked.includes(name);
          const label = called(name);
          return (
            <SelectBox
              key={name}
              label={isNeeded ? t('needed', { name: label }) : label}
              value={isMissing ? null : (places[at] ?? 0)}
              options={isNeeded ? options.slice(1) : options}
              onChange={(value) =>
                onChange(form.columns.map((_, index) => (index === at ? Number(value) : (places[index] ?? 0))))
              }
              {...(isMissing ? { help: t('ask.places'), ...(isTried ? { error: t('ask.places') } : {}) } : {})}
            />
          );
        })}
      </div>
    </details>
  );
}
