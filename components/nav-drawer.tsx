'use client';

import { Drawer } from '@heroui/react/drawer';
import type { ReactNode } from 'react';

type NavDrawerProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  label: string;
  children: ReactNode;
};

/** The navigation of a phone, which comes in from the side. */
export function NavDrawer({ isOpen, onOpenChange, label, children }: NavDrawerProps) {
  return (
    <Drawer.Backdrop isOpen={isOpen} onOpenChange={onOpenChange}>
      <Drawer.Content placement="left" className="w-72">
        <Drawer.Dialog aria-label={label} className="flex h-full w-72 flex-col gap-0 rounded-none bg-surface p-0">
          {children}
        </Drawer.Dialog>
      </Drawer.Content>
    </Drawer.Backdrop>
  );
}
