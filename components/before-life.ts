'use client';

import { type RefCallback, useCallback, useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react';

const neverChanges = () => () => {};

/** Whether the browser has brought the page to life. What is pressed before that is heard by nobody. */
export function useIsAlive(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}

/** Takes over what somebody typed, or the browser filled in, before the page came to life. Returns the input's ref. */
export function useEarlyText(
  value: string,
  onChange: (text: string) => void,
  ref: RefCallback<HTMLInputElement>,
): RefCallback<HTMLInputElement> {
  const input = useRef<HTMLInputElement>(null);
  const takeOver = useEffectEvent(() => {
    const text = input.current?.value ?? '';
    if (text !== '' && text !== value) onChange(text);
  });
  useEffect(() => takeOver(), []);
  return useCallback(
    (element) => {
      input.current = element;
      ref(element);
    },
    [ref],
  );
}
