'use client';

import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, type ButtonProps, buttonStyle, IconButton } from './button';
import { Menu } from './menu';
import type { MenuEntry, MenuPlacement } from './menu-types';
import { NativeMenu, NativeMenuLinks, panelLook, panelPlacements } from './native-menu';

export type MenuAction = Omit<MenuEntry, 'endIcon'>;

type MenuButtonProps = {
  /** Names the menu: "More for SUMMER26". Seen only when `children` is given. */
  label: string;
  actions: MenuAction[];
  children?: ReactNode;
  icon?: ReactNode;
  size?: 'md' | 'sm';
  look?: NonNullable<ButtonProps['look']>;
  className?: string;
  placement?: MenuPlacement;
  /** Where its links open before hydration; `placement` otherwise. */
  nativePlacement?: keyof typeof panelPlacements;
};

/** The actions that lead somewhere work before hydration and without scripts too. */
export function MenuButton(props: MenuButtonProps) {
  const {
    label,
    actions,
    children,
    icon,
    size = 'md',
    look = 'quiet',
    className = '',
    placement = 'bottom end',
    nativePlacement = placement,
  } = props;
  const links = nativeLinks(actions);
  if (actions.length === 0) return null;
  const menu = (
    <Menu label={label} sections={[{ entries: actions }]} placement={placement}>
      {(trigger) =>
        children ? (
          <Button aria-label={label} look={look} size={size} icon={icon} className={className} {...trigger}>
            {children}
          </Button>
        ) : (
          <IconButton
            hasTooltip={false}
            label={label}
            look={look}
            size={size}
            icon={icon ?? <Ellipsis />}
            className={className}
            {...trigger}
          />
        )
      }
    </Menu>
  );
  if (links.length === 0) return menu;
  return (
    <NativeMenu
      label={label}
      trigger={children ?? icon ?? <Ellipsis />}
      triggerClass={`${buttonStyle({ look, size }, !children)} ${className}`}
      panelClass={`${panelLook} ${panelPlacements[nativePlacement]}`}
      panel={(close) => <NativeMenuLinks links={links} close={close} />}
    >
      {menu}
    </NativeMenu>
  );
}

const nativeLinks = (actions: MenuAction[]) =>
  actions.flatMap(({ id, label, href }) => (href === undefined ? [] : [{ id, label, href }]));
