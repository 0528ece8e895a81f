'use client';

import type { ReactNode } from 'react';
import { Link } from '@/components/link';

/**
 * From one page for people who are not signed in to another. Pressing it leaves the focus where it is: a field that loses it
 * says what is missing, and its words would move the link away from under the pointer.
 */
export function AuthLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      onMouseDown={(event) => event.preventDefault()}
      className="touch-44 inline-block rounded-sm font-medium text-foreground underline"
    >
      {children}
    </Link>
  );
}
