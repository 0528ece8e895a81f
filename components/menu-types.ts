import type { ReactNode } from 'react';

export type MenuEntry = {
  id: string;
  label: string;
  /** At its end: how many there are of it, or whose it is. */
  detail?: string;
  icon?: ReactNode;
  endIcon?: ReactNode;
  tone?: 'danger';
  isDisabled?: boolean;
  /** Either goes somewhere or does something, unless its section is a choice. */
  href?: string;
  onPress?: () => void;
};

export type MenuSection = {
  /** Needed where there are several. */
  title?: string;
  entries: MenuEntry[];
  choice?: {
    mode: 'single' | 'multiple';
    chosen: string[];
    isNeeded?: boolean;
    onChange: (chosen: string[]) => void;
  };
};

export type MenuPlacement = 'bottom end' | 'bottom start' | 'top start';
