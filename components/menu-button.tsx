'use client';

import { Dropdown } from '@heroui/react/dropdown';
import { Label } from '@heroui/react/label';
import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, type ButtonProps, buttonStyle, IconButton } from './button';
import { NativeMenu, NativeMenuLinks, panelLook, panelPlacements } from './native-menu';
import { useHeldDuringPress } from './use-held-during-press';

export type MenuAction = {
  id: string;
  label: string;
  icon?: ReactNode;
  /** Either goes somewhere or does something. */
  href?: string;
  onPress?: () => void;
  tone?: 'danger';
  isDisabled?: boolean;
};

type MenuButtonProps = {
  /** Names the menu: "More for SUMMER26". Seen only when `children` is given. */
  label: string;
  actions: MenuAction[];
  children?: ReactNode;
  icon?: ReactNode;
  size?: 'md' | 'sm';
  look?: NonNullable<ButtonProps['look']>;
  className?: string;
  placement?: 'bottom end' | 'bottom start' | 'top start';
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
    <Dropdown>
      {children ? (
        <Button aria-label={label} look={look} size={size} icon={icon} className={className}>
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
        />
      )}
      <Dropdown.Popover placement={placement} className="min-w-44">
        <MenuItems label={label} actions={actions} />
      </Dropdown.Popover>
    </Dropdown>
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

function MenuItems(props: Pick<MenuButtonProps, 'label' | 'actions'>) {
  const { label, actions } = useHeldDuringPress(props);
  return (
    <Dropdown.Menu aria-label={label}>
      {actions.map((action) => (
        <Dropdown.Item
          key={action.id}
          id={action.id}
          textValue={action.label}
          variant={action.tone === 'danger' ? 'danger' : 'default'}
          isDisabled={action.isDisabled ?? false}
          {...(action.href ? { href: action.href } : {})}
          {...(action.onPress ? { onAction: action.onPress } : {})}
        >
          {action.icon && (
            <span aria-hidden className={`[&>svg]:size-4 ${action.tone === 'danger' ? 'text-danger' : 'text-muted'}`}>
              {action.icon}
            </span>
          )}
          <Label>{action.label}</Label>
        </Dropdown.Item>
      ))}
    </Dropdown.Menu>
  );
}
