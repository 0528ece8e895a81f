'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useMemo } from 'react';
import { useWatch } from 'react-hook-form';
import type { z } from 'zod';
import { useSchemaForm } from '@/components/form';
import { DialogForm } from '@/components/form-dialog';
import { toastSuccess } from '@/components/toasts';
import { entriesOf, type Field, type Fields } from '@/lib/core/entities/field';
import { newEntryInput } from '@/lib/domain/coupons/directory-entries/schemas';
import { FieldInput } from '../_fields/field-input';
import { useFieldWords } from '../_fields/use-field-words';
import { createEntryAction, updateEntryAction } from './actions';
import { type DirectoryKind, directoryOf, type EntryItem } from './directory-kind';
import { useRefreshed } from './use-entry-actions';
import { useWords } from './use-words';

/** What a field of a new entry holds before somebody gives it. */
function unfilled(field: Field) {
  if (field.default !== undefined) return field.default;
  if (field.kind === 'choice') return field.values[0];
  return field.kind === 'name' || field.kind === 'text' ? '' : null;
}

const valuesOf = (fields: Fields, entry: EntryItem | null) =>
  Object.fromEntries(entriesOf(fields).map(([name, field]) => [name, entry ? entry[name] : unfilled(field)]));

/** What is not asked for, as another field has it; what is not shown is not sent. */
const hiddenOf = (fields: Fields, values: Readonly<Record<string, unknown>>) =>
  entriesOf(fields).flatMap(([name, field]) =>
    field.kind === 'integer' && field.onlyWith && values[field.onlyWith.field] !== field.onlyWith.value ? [name] : [],
  );

type EntryFormProps = { kind: DirectoryKind; entry: EntryItem | null; onClose: () => void };

/** A new entry of a directory, or other terms for one. */
export function EntryForm({ kind, entry, onClose }: EntryFormProps) {
  const { fields, words: apiWords, shown } = directoryOf(kind);
  const t = useTranslations('directory');
  const labels = useFieldWords(fields, `directory.${kind}`);
  const { words, translate } = useWords(apiWords);
  const schema = useMemo(() => newEntryInput(fields, words), [fields, words]);
  const form = useSchemaForm(schema, valuesOf(fields, entry) as z.input<typeof schema>);
  const values = useWatch({ control: form.control });
  const hidden = hiddenOf(fields, values);
  const { setValue } = form;
  const emptied = hidden.join();
  useEffect(() => {
    for (const name of emptied.split(',')) if (name) setValue(name, null as never);
  }, [emptied, setValue]);
  const refresh = useRefreshed(kind);
  const changed = shown.length === 0 ? t('rename') : t('save');
  return (
    <DialogForm
      form={form}
      submitLabel={entry ? changed : t(`${kind}.create`)}
      onCancel={onClose}
      onSubmit={async (given) => {
        const input = (entry ? { id: entry.id, ...given } : given) as never;
        const saved = await (entry ? updateEntryAction({ kind, input }) : createEntryAction({ kind, input }));
        // Refusals of the server in the reader's language.
        return saved.ok ? saved : { ...saved, fields: translate(saved.fields) };
      }}
      onDone={({ name }) => {
        toastSuccess(t(`${kind}.done.${entry ? 'updated' : 'created'}`, { name }));
        onClose();
        void refresh();
      }}
      lost={t('failed.offline')}
    >
      {entriesOf(fields)
        .filter(([name]) => !hidden.includes(name))
        .map(([name, field]) => (
          <FieldInput
            key={name}
            control={form.control}
            name={name}
            field={field}
            words={labels}
            autoFocus={field.kind === 'name'}
          />
        ))}
    </DialogForm>
  );
}
