'use client';

import { useEffect, useRef } from 'react';

/**
 * React-aria closes the list of a field when the page scrolls, also by itself, as when something above is drawn later: a press
 * that was aimed at an entry then hits what is behind it. The list is in the page and moves with its field, so it can stay open.
 * Inside what scrolls by itself, such as a dialog, it is closed as before.
 * @returns to be called with whether the list is open
 */
export function useKeptOnScroll(): (isOpen: boolean) => void {
  const isOpen = useRef(false);
  // From the start on: react-aria listens from when the list opens, and listeners are called in their order.
  useEffect(() => {
    const keep = (event: Event) => {
      if (isOpen.current && event.target === document) event.stopImmediatePropagation();
    };
    window.addEventListener('scroll', keep, true);
    return () => window.removeEventListener('scroll', keep, true);
  }, []);
  return (open) => {
    isOpen.current = open;
  };
}
