'use client';

import { FileUp } from 'lucide-react';
import { type DragEvent, useEffect, useEffectEvent, useState } from 'react';
import { Button } from './button';
import { openDialog } from './open-dialog';
import { useFileBeforeHydration } from './use-hydrated';

type FileDropProps = {
  label: string;
  chooseLabel: string;
  help?: string;
  /** Endings and media types that the file chooser offers. */
  accept: string[];
  onFile: (file: File) => void;
};

/**
 * One file, dropped here, pasted anywhere on the page, or chosen. With the browser's own events: react-aria's zone is 36 KB for a drag
 * by keyboard, which ends where there is no other thing to drag.
 */
export function FileDrop({ label, chooseLabel, help, accept, onFile }: FileDropProps) {
  const input = useFileBeforeHydration(onFile);
  const [isOver, setOver] = useState(false);
  const paste = useEffectEvent((event: ClipboardEvent) => {
    const file = event.clipboardData?.files[0];
    if (!file || document.querySelector(openDialog)) return;
    event.preventDefault();
    onFile(file);
  });
  useEffect(() => {
    const listen = (event: ClipboardEvent) => paste(event);
    document.addEventListener('paste', listen);
    return () => document.removeEventListener('paste', listen);
  }, []);

  const choose = () => {
    if (!input.current) return;
    // The same file again is a change too.
    input.current.value = '';
    input.current.click();
  };
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    // Without this the browser opens the file in place of the page.
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a drag has no key; the button in it does the same.
    <div
      data-slot="file-drop"
      {...(isOver ? { 'data-drop-target': true } : {})}
      className="flex flex-col items-center gap-3 rounded-xl border border-dashed border-border px-4 py-10 text-center data-drop-target:border-accent data-drop-target:bg-accent-soft"
      onDragEnter={over}
      onDragOver={over}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (!file) return;
        event.preventDefault();
        onFile(file);
      }}
    >
      <FileUp aria-hidden className="size-6 text-muted" />
      <span className="font-medium">{label}</span>
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
    </div>
  );
}
