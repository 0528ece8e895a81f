import type { ReactNode } from 'react';
import type { Words } from './import-result';
import type { FormChoice } from './read-table';

export type ImportScreenProps = {
  /** Where files of this kind are taken in. */
  address: string;
  forms: readonly FormChoice[];
  words: Words & {
    dropHelp: string;
    imported: (count: number) => string;
    undone: (count: number) => string;
    see: ReactNode;
  };
  list: string;
  /** Reads again what the import changed. */
  onChanged: () => Promise<void> | void;
};
