import { useTranslations } from 'next-intl';
import { apiName, entriesOf } from '@/lib/core/entities/field';
import { useFieldWords } from '../_fields/use-field-words';
import { directoryOf, type LinkedDirectoryKind } from './directory-kind';

/** What the screens call the columns of a file of entries. */
export function useEntryColumns(kind: LinkedDirectoryKind): Readonly<Record<string, string>> {
  const { fields } = directoryOf(kind);
  const { label } = useFieldWords(fields, `directory.${kind}`);
  const shared = useTranslations('imports.column');
  const named = entriesOf(fields).map(([name, field]) => [apiName(name, field), label(name)]);
  return { ...Object.fromEntries(named), currency: shared('currency') };
}
