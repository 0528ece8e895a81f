'use client';

import { useEffect, useState } from 'react';

/** A double click is over by then. */
const momentMs = 500;

/**
 * Whether this was shown for a moment. What it asks is answered by a press after that alone: the second press of a double click,
 * or of Enter, was meant for what was there before. It begins again with another value; null is nothing to show.
 */
export function useShown(value: string | number | boolean | null): boolean {
  const [shown, setShown] = useState<typeof value>(null);
  useEffect(() => {
    setShown(null);
    const timer = setTimeout(() => setShown(value), momentMs);
    return () => clearTimeout(timer);
  }, [value]);
  return value !== null && shown === value;
}
