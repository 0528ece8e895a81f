import { type RefObject, useEffect, useRef } from 'react';

/** Of what says what was done, or why it was not: it takes the focus each time that is something else; the button may be gone. */
export function useFocusOn<E extends HTMLElement>(said: unknown): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => {
    if (said) element.current?.focus();
  }, [said]);
  return element;
}
