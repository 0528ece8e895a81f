'use client';

import type { ComponentProps, MouseEvent } from 'react';

/** Another state of the page: its address, and how to get there without loading the page. */
export type InPlace = { href: string; onFollow: () => void };

type InPlaceLinkProps = InPlace & Omit<ComponentProps<'a'>, 'href' | 'onClick'>;

const opensElsewhere = (event: MouseEvent) =>
  event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;

/** A link to another state of the page. Before hydration, and without scripts, the browser loads that state. */
export function InPlaceLink({ href, onFollow, ...props }: InPlaceLinkProps) {
  return (
    <a
      {...props}
      href={href}
      data-in-place
      onClick={(event) => {
        if (opensElsewhere(event)) return;
        event.preventDefault();
        onFollow();
      }}
    />
  );
}
