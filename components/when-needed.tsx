'use client';

import { useTranslations } from 'next-intl';
import { type ComponentType, useEffect, useEffectEvent, useState } from 'react';
import { toastError } from './toasts';
import { useIsHydrated } from './use-hydrated';

/** What an overlay says of itself, and how it is closed: the two ways that the desk's have. */
type Closing = { isOpen?: boolean; onClose?: () => void; onOpenChange?: (isOpen: boolean) => void };

/** What is done where it cannot be loaded, of a part of a page that is not closed: such as to go back to the step before. */
type NotLoaded = { onNotLoaded?: () => void };

export type WhenNeeded<Props> = ComponentType<Props & NotLoaded> & { preload: () => void };

/**
 * A component that is loaded when it is rendered for the first time, and, where it has `isOpen`, when that is true: a dialog, or
 * a menu. No page has it among its first scripts. Where it cannot be loaded, that is said, and it is closed again.
 * `Before` is in its place until then, and the load that failed is tried again once somebody goes to it.
 */
export function whenNeeded<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Before?: ComponentType<Props>,
): WhenNeeded<Props> {
  let Loaded: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;
  const start = () => {
    loading ??= load().then(
      (component) => {
        Loaded = component;
      },
      (error) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };

  function Needed({ onNotLoaded, ...given }: Props & NotLoaded) {
    const props = given as unknown as Props;
    const { isOpen = true, onClose, onOpenChange } = props as Closing;
    const t = useTranslations('common');
    const isHydrated = useIsHydrated();
    const [, setLoaded] = useState(Loaded !== null);
    const giveUp = useEffectEvent(() => {
      toastError(t('notLoaded'));
      onClose?.();
      onNotLoaded?.();
      onOpenChange?.(false);
    });
    const [tries, setTries] = useState(0);
    // biome-ignore lint/correctness/useExhaustiveDependencies: each try loads it.
    useEffect(() => {
      if (!isOpen) return;
      // Loaded ahead since this was rendered: nothing else would render it again.
      if (Loaded) return setLoaded(true);
      let isGone = false;
      start().then(
        () => !isGone && setLoaded(true),
        () => !isGone && giveUp(),
      );
      return () => {
        isGone = true;
      };
    }, [isOpen, tries]);
    // The server's page has it not, whatever was loaded before this part of it is hydrated.
    if (Loaded && isHydrated) return <Loaded {...props} />;
    if (!Before) return null;
    const tryAgain = () => loading === null && setTries((count) => count + 1);
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: it hears of what is in it, and takes no press itself.
      <div className="contents" onFocus={tryAgain} onPointerDown={tryAgain}>
        <Before {...props} />
      </div>
    );
  }
  return Object.assign(Needed, { preload: () => void start().catch(() => undefined) });
}
