'use client';

import { useTranslations } from 'next-intl';
import { apiName, entriesOf } from '@/lib/core/entities/field';
import { ImportScreen } from '../_imports/import-screen';
import { directoryOf, directoryRoutes, type LinkedDirectoryKind, uploadAddress } from './directory-kind';
import { useRefreshed } from './use-entry-actions';
import { useEntryColumns } from './use-entry-columns';
import { useTerms } from './use-terms';
import { useWords } from './use-words';

type Entry = Readonly<Record<string, unknown>>;

/** The import of a directory's entries. */
export function ImportEntries({ kind }: { kind: LinkedDirectoryKind }) {
  const t = useTranslations('directory');
  const terms = useTerms(kind);
  const names = useEntryColumns(kind);
  const { fields, shown, words } = directoryOf(kind);
  const { find } = useWords(words);
  const columns = entriesOf(fields).map(([name, field]) => ({ name: apiName(name, field), isNeeded: true as const }));
  return (
    <ImportScreen
      address={uploadAddress(kind)}
      forms={[{ name: 'own', label: t(`${kind}.title`), columns }]}
      words={{
        named: t('column.name'),
        called: (column) => names[column] ?? column,
        dropHelp: t(`${kind}.dropHelp`),
        describe: shown.length > 0 ? (entry) => terms(entry as Entry) : null,
        refusal: find,
        submit: (count) => t(`${kind}.submit`, { count }),
        imported: (count) => t(`${kind}.imported`, { count }),
        undone: (count) => t(`${kind}.undone`, { count }),
        see: t(`${kind}.see`),
      }}
      list={directoryRoutes(kind).list()}
      onChanged={useRefreshed(kind)}
    />
  );
}
