'use client';

import { Dialog } from '@/components/dialog';
import type { DirectoryKind, EntryItem } from './directory-kind';
import { EntryForm } from './entry-form';

type EntryDialogProps = {
  title: string;
  kind: DirectoryKind;
  /** Null: a new one. */
  entry: EntryItem | null;
  isOpen: boolean;
  onClose: () => void;
};

/** The form of an entry. Its fields are of every kind that there is: it is loaded when it is opened. */
export function EntryDialog({ title, isOpen, onClose, ...form }: EntryDialogProps) {
  return (
    <Dialog title={title} isOpen={isOpen} onOpenChange={(stays) => !stays && onClose()}>
      {isOpen && <EntryForm {...form} onClose={onClose} />}
    </Dialog>
  );
}
