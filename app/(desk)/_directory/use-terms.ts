import { useMemo } from 'react';
import { useFieldWords } from '../_fields/use-field-words';
import { type DirectoryKind, directoryOf } from './directory-kind';

type Terms = (entry: Readonly<Record<string, unknown>>) => string;

/** What an entry is besides its name, in one line: "Rental, 2 days, Rs 250"; empty where that is all there is to it. */
export function useTerms(kind: DirectoryKind): Terms {
  const { fields, shown } = directoryOf(kind);
  const words = useFieldWords(fields, `directory.${kind}`);
  return useMemo(() => {
    return (entry) => {
      const given = shown.filter((name) => entry[name] !== null);
      return given.map((name) => words.value(name, entry[name])).join(', ');
    };
  }, [shown, words]);
}
