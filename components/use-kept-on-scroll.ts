'use client';

import { useEffect, useRef } from 'react';

/**
 * React-aria closes the list of a field when the page scrolls, also by itself, as when something above is drawn later: a press
 * that was aimed at an entry then hits what is behind it. The list is in the page and moves with its field, so it can stay open.
 * In what scrolls by itself, such as a dialog whose field is moved into view when it is pressed, the list is put to its field again;
 * it is closed once the field is out of sight.
 * @returns to be called with whether the list is open
 */
export function useKeptOnScroll(): (isOpen: boolean) => void {
  const isOpen = useRef(false);
  // From the start on: react-aria listens from when the list opens, and listeners are called in their order.
  useEffect(() => {
    const keep = (event: Event) => {
      if (!isOpen.current) return;
      if (event.target === document) return event.stopImmediatePropagation();
      if (!isFieldInView(event.target)) return;
      event.stopImmediatePropagation();
      // By which react-aria looks again where its field is.
      window.dispatchEvent(new Event('resize'));
    };
    window.addEventListener('scroll', keep, true);
    return () => window.removeEventListener('scroll', keep, true);
  }, []);
  return (open) => {
    isOpen.current = open;
  };
}

function isFieldInView(scrolled: EventTarget | null): boolean {
  const field = document.activeElement;
  if (!field || !(scrolled instanceof Element) || !scrolled.contains(field)) return false;
  const [{ top, bottom }, box] = [field.getBoundingClientRect(), scrolled.getBoundingClientRect()];
  return top >= box.top && bottom <= box.bottom;
}
