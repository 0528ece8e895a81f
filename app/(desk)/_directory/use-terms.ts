import { useFieldWords } from '../_fields/use-field-words';
import { type DirectoryKind, directoryOf } from './directory-kind';

/** What an entry is besides its name, in one line: "Rental, 2 days, Rs 250"; empty where that is all there is to it. */
export function useTerms(kind: DirectoryKind) {
  const { fields, shown } = directoryOf(kind);
  const words = useFieldWords(fields, `directory.${kind}`);
  return (entry: Readonly<Record<string, unknown>>) =>
    shown
      .filter((name) => entry[name] !== null)
      .map((name) => words.value(name, entry[name]))
      .join(', ');
}
