'use client';

import { Check } from 'lucide-react';
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { type InPlace, InPlaceLink } from './in-place-link';
import { useIsHydrated } from './use-hydrated';

/** True until the page is hydrated and nobody has the native version open or in focus. `settle` looks again. */
function useNativeUntilIdle() {
  const isHydrated = useIsHydrated();
  const [isNative, setNative] = useState(!isHydrated);
  const details = useRef<HTMLDetailsElement>(null);
  const settle = () => {
    const element = details.current;
    const isInUse = element?.matches(':active') || element?.open || element?.contains(document.activeElement);
    if (!isInUse) setNative(false);
  };
  const settleAtFirst = useEffectEvent(settle);
  useEffect(() => settleAtFirst(), []);
  return { isNative, details, settle };
}

type NativeMenuProps = {
  /** Names the menu where its trigger shows no text. */
  label?: string;
  trigger: ReactNode;
  triggerClass: string;
  panelClass?: string;
  /** What it opens: links. `close` is for those that stay on the page. */
  panel: (close: () => void) => ReactNode;
  /** The menu that takes its place. */
  children: ReactNode;
};

/** A menu of links that the browser itself opens, before hydration and without scripts. After that it is `children`. */
export function NativeMenu({ label, trigger, triggerClass, panelClass = '', panel, children }: NativeMenuProps) {
  const { isNative, details, settle } = useNativeUntilIdle();
  if (!isNative) return children;
  const close = () => {
    if (details.current) details.current.open = false;
  };
  return (
    <details ref={details} name="native-menu" onToggle={settle} onBlur={settle} className="relative">
      <summary aria-label={label} className={`list-none [&::-webkit-details-marker]:hidden ${triggerClass}`}>
        {trigger}
      </summary>
      <div className={`z-40 overflow-y-auto overscroll-contain bg-overlay ${panelClass}`}>{panel(close)}</div>
    </details>
  );
}

export type NativeMenuLink = { id: string; label: ReactNode; isCurrent?: boolean } & (InPlace | { href: string });

export const panelPlacements = {
  'bottom start': 'md:absolute md:start-0 md:top-full md:mt-1',
  'bottom end': 'md:absolute md:end-0 md:top-full md:mt-1',
  'top start': 'md:absolute md:start-0 md:bottom-full md:mb-1',
  /** For a menu in a box that clips what hangs out of it, such as a table's. */
  'window end': 'md:fixed md:end-4 md:bottom-4',
} as const;

/** A panel by its trigger; on a phone at the window's end, where it always has room. */
export const panelLook =
  'max-h-80 min-w-44 rounded-xl border border-border p-1 shadow-overlay max-md:fixed max-md:inset-x-2 max-md:bottom-2 md:w-max md:max-w-xs';

export function NativeMenuLinks({ links, close }: { links: NativeMenuLink[]; close: () => void }) {
  const look = 'flex min-h-11 items-center gap-2 rounded-lg px-2 py-1.5 hover:bg-default md:min-h-9';
  return (
    <ul>
      {links.map(({ id, label, isCurrent, ...link }) => {
        const current = isCurrent ? { 'aria-current': true } : {};
        const content = (
          <>
            {isCurrent !== undefined && (
              <Check aria-hidden className={`size-4 shrink-0 ${isCurrent ? '' : 'invisible'}`} />
            )}
            {label}
          </>
        );
        return (
          <li key={id}>
            {'onFollow' in link ? (
              <InPlaceLink
                {...current}
                href={link.href}
                onFollow={() => {
                  close();
                  link.onFollow();
                }}
                className={look}
              >
                {content}
              </InPlaceLink>
            ) : (
              <a {...current} href={link.href} className={look}>
                {content}
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}
