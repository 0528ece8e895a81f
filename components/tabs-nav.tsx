'use client';

import { tabsVariants } from '@heroui/styles';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from './link';
import { scrollWithin } from './scroll-within';

type TabsNavProps = {
  label: string;
  /** `isCurrent` where the path alone does not say it. */
  tabs: { href: string; label: string; count?: ReactNode; isCurrent?: boolean }[];
};

const style = tabsVariants({ variant: 'secondary' });
// Under the pointer a link gets darker, not paler.
const link = 'tabs__tab--link h-11 gap-2 px-3 whitespace-nowrap hover:text-foreground hover:opacity-100 md:h-10';
const horizontal = { 'data-orientation': 'horizontal' };

/** Pages of one thing: links that look like HeroUI's tabs, so that they lead there before hydration, too. */
export function TabsNav({ label, tabs }: TabsNavProps) {
  const pathname = usePathname();
  const container = useRef<HTMLDivElement>(null);
  // On a phone the current one may be beyond the edge. The page itself stays where somebody has scrolled it.
  useEffect(() => {
    const current = container.current?.querySelector<HTMLElement>(`a[href="${pathname}"]`);
    if (container.current && current) scrollWithin(container.current, current);
  }, [pathname]);
  return (
    <nav aria-label={label} {...horizontal} className={style.base({ className: 'no-print mb-6' })}>
      <div ref={container} className={style.tabListContainer({ className: 'overflow-x-auto' })}>
        <ul {...horizontal} className={style.tabList()}>
          {tabs.map((tab) => {
            const current = tab.isCurrent ?? pathname === tab.href;
            return (
              <li key={tab.href}>
                <Link
                  href={tab.href}
                  aria-current={current ? 'page' : undefined}
                  data-selected={current || undefined}
                  className={style.tab({ className: link })}
                >
                  {tab.label}
                  {tab.count !== undefined && (
                    <span className="figures rounded-full bg-default px-1.5 text-xs leading-5 text-default-soft-foreground">
                      {tab.count}
                    </span>
                  )}
                  {current && <span aria-hidden className={style.tabIndicator()} />}
                </Link>
              </li>
            );
          })}
        </ul>
      </div>
    </nav>
  );
}
