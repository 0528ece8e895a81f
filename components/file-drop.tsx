'use client';

import { FileUp } from 'lucide-react';
import { DropZone } from 'react-aria-components/DropZone';
import { Text } from 'react-aria-components/Text';
import { Button } from './button';
import { useFileBeforeHydration } from './use-hydrated';

type FileDropProps = {
  label: string;
  chooseLabel: string;
  help?: string;
  /** Endings and media types that the file chooser offers. */
  accept: string[];
  onFile: (file: File) => void;
};

/** One file, dropped here, pasted, or chosen. */
export function FileDrop({ label, chooseLabel, help, accept, onFile }: FileDropProps) {
  const input = useFileBeforeHydration(onFile);
  const choose = () => {
    if (!input.current) return;
    // The same file again is a change too.
    input.current.value = '';
    input.current.click();
  };
  return (
    <DropZone
      className="flex flex-col items-center gap-3 rounded-xl border border-dashed border-border px-4 py-10 text-center data-drop-target:border-accent data-drop-target:bg-accent-soft data-focus-visible:outline-2 data-focus-visible:outline-focus"
      onDrop={async ({ items }) => {
        const item = items.find(({ kind }) => kind === 'file');
        if (item?.kind === 'file') onFile(await item.getFile());
      }}
    >
      <FileUp aria-hidden className="size-6 text-muted" />
      <Text slot="label" className="font-medium">
        {label}
      </Text>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept.join(',')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
        }}
      />
      <Button onPress={choose}>{chooseLabel}</Button>
      {help && <p className="max-w-prose text-13 text-muted">{help}</p>}
    </DropZone>
  );
}
