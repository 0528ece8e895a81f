'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useRef } from 'react';

type TabsNavProps = {
  label: string;
  /** `isCurrent` where the path alone does not tell. */
  tabs: { href: string; label: string; count?: ReactNode; isCurrent?: boolean }[];
};

/** Pages of one thing, as links. */
export function TabsNav({ label, tabs }: TabsNavProps) {
  const pathname = usePathname();
  const list = useRef<HTMLUListElement>(null);
  // On a phone the current one may stand beyond the edge.
  useEffect(() => {
    const current = list.current?.querySelector(`a[href="${pathname}"]`);
    current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  return (
    <nav aria-label={label} className="no-print mb-6 overflow-x-auto border-b border-border">
      <ul ref={list} className="flex gap-5">
        {tabs.map((tab) => {
          const current = tab.isCurrent ?? pathname === tab.href;
          return (
            <li key={tab.href}>
              <Link
                href={tab.href}
                aria-current={current ? 'page' : undefined}
                className="-mb-px flex h-11 items-center md:h-10 gap-2 rounded-t-sm border-b-2 border-transparent px-0.5 font-medium whitespace-nowrap text-muted -outline-offset-2 hover:text-foreground aria-[current=page]:border-accent aria-[current=page]:text-foreground"
              >
                {tab.label}
                {tab.count !== undefined && (
                  <span className="figures rounded-full bg-default px-1.5 text-xs leading-5 text-default-soft-foreground">
                    {tab.count}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
