'use client';

import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from 'react';
import type { MenuPlacement, MenuSection } from './menu-types';
import { whenNeeded } from './when-needed';

/** For the button that opens a menu. */
export type MenuTriggerProps = {
  ref: RefObject<HTMLButtonElement | null>;
  onPress: (event: { detail: number }) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onPointerEnter: () => void;
  onFocus: () => void;
  'aria-haspopup': 'true';
  'aria-expanded': boolean;
};

const MenuPopover = whenNeeded(() => import('./menu-popover').then((module) => module.MenuPopover));

type MenuProps = {
  label: string;
  sections: MenuSection[];
  placement?: MenuPlacement;
  className?: string;
  onOpen?: () => void;
  children: (trigger: MenuTriggerProps) => ReactNode;
};

/** A button, and the menu that it opens, which is loaded once somebody is about to open it. */
export function Menu({
  label,
  sections,
  placement = 'bottom end',
  className = 'min-w-44',
  onOpen,
  children,
}: MenuProps) {
  const trigger = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [focus, setFocus] = useState<'first' | 'last' | null>(null);
  const open = (at: 'first' | 'last' | null) => {
    setFocus(at);
    setOpen(true);
    onOpen?.();
  };
  return (
    <>
      {children({
        ref: trigger,
        // A key's click has no count.
        onPress: ({ detail }) => open(detail === 0 ? 'first' : null),
        onKeyDown: (event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          open(event.key === 'ArrowDown' ? 'first' : 'last');
        },
        onPointerEnter: MenuPopover.preload,
        onFocus: MenuPopover.preload,
        'aria-haspopup': 'true',
        'aria-expanded': isOpen,
      })}
      <MenuPopover
        isOpen={isOpen}
        onOpenChange={setOpen}
        trigger={trigger}
        focus={focus}
        label={label}
        sections={sections}
        placement={placement}
        className={className}
      />
    </>
  );
}
