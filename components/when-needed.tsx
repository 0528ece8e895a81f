'use client';

import { useTranslations } from 'next-intl';
import { type ComponentType, useEffect, useEffectEvent, useState } from 'react';
import { toastError } from './toasts';

/** What an overlay says of itself, and how it is closed: the two ways that the desk's have. */
type Closing = { isOpen?: boolean; onClose?: () => void; onOpenChange?: (isOpen: boolean) => void };

export type WhenNeeded<Props> = ComponentType<Props> & { preload: () => void };

/**
 * A component that is loaded when it is rendered for the first time, and, where it has `isOpen`, when that is true: a dialog, or
 * a menu. No page has it among its first scripts. Where it cannot be loaded, that is said, and it is closed again.
 * `Before` is in its place until then.
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

  function Needed(props: Props) {
    const { isOpen = true, onClose, onOpenChange } = props as Closing;
    const t = useTranslations('common');
    const [, setLoaded] = useState(Loaded !== null);
    const giveUp = useEffectEvent(() => {
      toastError(t('notLoaded'));
      onClose?.();
      onOpenChange?.(false);
    });
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
    }, [isOpen]);
    const Shown = Loaded ?? Before;
    return Shown && <Shown {...props} />;
  }
  return Object.assign(Needed, { preload: () => void start().catch(() => undefined) });
}
