'use client';

import {
  type ComponentType,
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { createKeybindingsHandler } from 'tinykeys';
import { openDialog } from './open-dialog';
import type { ListedShortcut, ShortcutsHelpProps } from './shortcuts-help';

// Few people open the list, and no page should bring it along. While it cannot be loaded, it does not open.
const ShortcutsHelp = lazy<ComponentType<ShortcutsHelpProps>>(() =>
  import('./shortcuts-help').catch(() => ({ default: () => null })),
);

type Shortcut = ListedShortcut & { handle: EventListener };

type Registry = {
  /** Returns how to take the shortcut away again. */
  add: (keys: string, label: string, run: () => void) => () => void;
  showHelp: () => void;
};

const ShortcutsContext = createContext<Registry | null>(null);

const storageKey = 'shortcuts';
const sequenceWithin = 1_200;
/** Keys typed into these belong to them; a box that is ticked takes no letters and no digits. */
const inputs =
  'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"], [role="spinbutton"], [role="menu"], [role="listbox"], [role="dialog"], [role="alertdialog"]';

function belongsElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.repeat || event.isComposing) return true;
  if (event.target instanceof Element && event.target.closest(inputs)) return true;
  return document.querySelector(openDialog) !== null;
}

/** `g s` stays `g s`; `/` becomes `[Shift]+/`, because signs need Shift on some keyboards and not on others. */
function toKeybinding(keys: string): string {
  return keys.replace(/[^a-z ]/g, '[Shift]+$&');
}

function toHandler(keys: string, run: () => void): EventListener {
  const handle = (event: KeyboardEvent) => {
    // A page's own shortcut for the same keys was first.
    if (event.defaultPrevented) return;
    event.preventDefault();
    run();
  };
  return createKeybindingsHandler({ [toKeybinding(keys)]: handle }, { timeout: sequenceWithin, ignore: () => false });
}

export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const registered = useRef(new Set<Shortcut>());
  const [enabled, setEnabled] = useState(true);
  const [listed, setListed] = useState<ListedShortcut[] | null>(null);
  const [isHelpOpen, setHelpOpen] = useState(false);

  const showHelp = useCallback(() => {
    const byKeys = new Map([...registered.current].map((shortcut) => [shortcut.keys, shortcut]));
    setListed([...byKeys.values()]);
    setHelpOpen(true);
  }, []);

  const registry = useMemo<Registry>(
    () => ({
      add(keys, label, run) {
        const shortcut = { keys, label, handle: toHandler(keys, run) };
        registered.current.add(shortcut);
        return () => registered.current.delete(shortcut);
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
    const handleHelp = toHandler('?', showHelp);
    const onKeyDown = (event: KeyboardEvent) => {
      if (belongsElsewhere(event)) return;
      handleHelp(event);
      // The last one first. All of them see every key, so that a sequence ends at a key that is not its own.
      for (const { handle } of [...registered.current].reverse()) handle(event);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [enabled, showHelp]);

  return (
    <ShortcutsContext value={registry}>
      {children}
      {listed && (
        <Suspense fallback={null}>
          <ShortcutsHelp
            shortcuts={listed}
            isOpen={isHelpOpen}
            onOpenChange={setHelpOpen}
            isEnabled={enabled}
            onToggle={toggle}
          />
        </Suspense>
      )}
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
    return registry?.add(keys, label, () => latest.current());
  }, [registry, keys, label]);
}

export function useShortcutsHelp(): () => void {
  const registry = use(ShortcutsContext);
  return useCallback(() => registry?.showHelp(), [registry]);
}
