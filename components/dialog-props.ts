import type { ReactNode } from 'react';

export type DialogProps = {
  title: ReactNode;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children: ReactNode;
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  role?: 'dialog' | 'alertdialog';
  /** Only one of its own buttons closes it: it shows something that is not shown again. */
  isSticky?: boolean;
  /** Where it stays while what it shows grows and shrinks; else in the middle, on a phone at the bottom. */
  isAtTop?: boolean;
};
