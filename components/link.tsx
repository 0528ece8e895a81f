'use client';

import NextLink, { useLinkStatus } from 'next/link';
import { type ComponentProps, type ReactNode, useState } from 'react';

type LinkProps = Omit<ComponentProps<typeof NextLink>, 'prefetch' | 'legacyBehavior' | 'passHref'> & {
  /** What it leads to is a file, which is not fetched before it is asked for. */
  isFile?: boolean;
};

/**
 * Next's link, whose page is fetched ahead only when somebody points at it: a list has some 30 links in view, and fetching
 * all of them ahead was 45 requests a page, next to which what the page itself needs had to wait on a slow network.
 */
export function Link({ isFile = false, onMouseEnter, onTouchStart, onFocus, ...props }: LinkProps) {
  const [isPointedAt, setPointedAt] = useState(false);
  const point = () => setPointedAt(true);
  return (
    <NextLink
      {...props}
      prefetch={isPointedAt && !isFile ? null : false}
      onMouseEnter={(event) => {
        point();
        onMouseEnter?.(event);
      }}
      onTouchStart={(event) => {
        point();
        onTouchStart?.(event);
      }}
      onFocus={(event) => {
        point();
        onFocus?.(event);
      }}
    />
  );
}

/** Inside a link: its icon, which shows that the link was followed until its page is there. */
export function LinkIcon({ children }: { children: ReactNode }) {
  const { pending } = useLinkStatus();
  return (
    <span aria-hidden className={`[&>svg]:size-4 ${pending ? 'animate-pulse text-accent' : ''}`}>
      {children}
    </span>
  );
}
