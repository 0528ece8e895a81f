'use client';

import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type ListedShortcut, ShortcutsHelp } from './shortcuts-help';

type Shortcut = ListedShortcut & { run: () => void };

type Registry = { add: (shortcut: Shortcut) => () => void; showHelp: () => void };

const ShortcutsContext = createContext<Registry | null>(null);

const storageKey = 'shortcuts';
const sequenceWithin = 1_200;
/** Keys typed into these belong to them. */
const taken =
  'input, textarea, select, [contenteditable="true"], [role="spinbutton"], [role="menu"], [role="listbox"], [role="dialog"], [role="alertdialog"]';

export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const registered = useRef(new Map<symbol, Shortcut>());
  const [enabled, setEnabled] = useState(true);
  const [listed, setListed] = useState<ListedShortcut[] | null>(null);

  const showHelp = useCallback(() => setListed([...registered.current.values()]), []);

  const registry = useMemo<Registry>(
    () => ({
      add(shortcut) {
        const id = Symbol(shortcut.keys);
        registered.current.set(id, shortcut);
        return () => registered.current.delete(id);
      },
      showHelp,
    }),
    [showHelp],
  );

  useEffect(() => setEnabled(localStorage.getItem(storageKey) !== 'off'), []);

  const toggle = (on: boolean) => {
    setEnabled(on);
    localStorage.setItem(storageKey, on ? 'on' : 'off');
  };

  useEffect(() => {
    if (!enabled) return;
    let typed: string[] = [];
    let typedAt = 0;

    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (event.target instanceof Element && event.target.closest(taken)) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"][data-slot="modal-dialog"]')) return;
      if (event.key.length !== 1) return;
      if (event.key === '?') {
        event.preventDefault();
        showHelp();
        return;
      }
      typed = event.timeStamp - typedAt < sequenceWithin ? [...typed, event.key].slice(-2) : [event.key];
      typedAt = event.timeStamp;
      const matches = (keys: string) => keys === typed.join(' ') || keys === event.key;
      const found = [...registered.current.values()].reverse().find(({ keys }) => matches(keys));
      if (!found) return;
      typed = [];
      event.preventDefault();
      found.run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [enabled, showHelp]);

  return (
    <ShortcutsContext value={registry}>
      {children}
      <ShortcutsHelp shortcuts={listed} onClose={() => setListed(null)} isEnabled={enabled} onToggle={toggle} />
    </ShortcutsContext>
  );
}

/** `keys` is one key (`n`) or two in a row (`g s`). A page's own shortcut wins over the frame's. */
export function useShortcut(keys: string | null, label: string, run: () => void): void {
  const registry = use(ShortcutsContext);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!keys) return;
    return registry?.add({ keys, label, run: () => latest.current() });
  }, [registry, keys, label]);
}

export function useShortcutsHelp(): () => void {
  const registry = use(ShortcutsContext);
  return useCallback(() => registry?.showHelp(), [registry]);
}
