import { kbdVariants } from '@heroui/styles';
import type { ReactNode } from 'react';

const { base } = kbdVariants();

type KbdProps = {
  children: ReactNode;
  className?: string /** What it does is said by what is next to it. */;
  isHidden?: boolean;
};

/** A key of the keyboard. */
export function Kbd({ children, className = '', isHidden = false }: KbdProps) {
  return (
    <kbd {...(isHidden ? { 'aria-hidden': true } : {})} className={`${base()} ${className}`}>
      {children}
    </kbd>
  );
}
