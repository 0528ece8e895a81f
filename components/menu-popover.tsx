'use client';

import { Dropdown } from '@heroui/react/dropdown';
import { Header } from '@heroui/react/header';
import { Label } from '@heroui/react/label';
import { dropdownVariants } from '@heroui/styles';
import type { RefObject } from 'react';
import { Menu, MenuContext, Popover } from 'react-aria-components/Menu';
import { InAppLinks } from './in-app-links';
import type { MenuEntry, MenuPlacement, MenuSection } from './menu-types';
import { useHeldDuringPress } from './use-held-during-press';

export type MenuPopoverProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  trigger: RefObject<HTMLButtonElement | null>;
  /** Which entry has the focus at first; none for the person who opened it with a pointer. */
  focus: 'first' | 'last' | null;
  label: string;
  sections: MenuSection[];
  placement: MenuPlacement;
  className: string;
};

const looks = dropdownVariants();

/** What a `MenuTrigger` opens. */
export function MenuPopover(props: MenuPopoverProps) {
  const { isOpen, onOpenChange, trigger, focus, label, placement, className } = props;
  const onClose = () => onOpenChange(false);
  return (
    <MenuContext value={{ onClose, autoFocus: focus ?? true } as object}>
      <Popover
        trigger="MenuTrigger"
        triggerRef={trigger}
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        placement={placement}
        aria-label={label}
        data-slot="dropdown-popover"
        className={`${looks.popover()} ${className}`}
      >
        <InAppLinks>
          <Entries label={label} sections={props.sections} />
        </InAppLinks>
      </Popover>
    </MenuContext>
  );
}

function Entries(props: Pick<MenuPopoverProps, 'label' | 'sections'>) {
  const { label, sections } = useHeldDuringPress(props);
  const [only] = sections;
  const look = { 'aria-label': label, className: looks.menu(), 'data-slot': 'dropdown-menu' };
  if (sections.length === 1 && only)
    return (
      <Menu {...look} {...choiceOf(only)}>
        {only.entries.map((entry) => toItem(entry, only))}
      </Menu>
    );
  return (
    <Menu {...look}>
      {sections.map((section) => (
        <Dropdown.Section key={section.title} aria-label={section.title ?? ''} {...choiceOf(section)}>
          <Header>{section.title}</Header>
          {section.entries.map((entry) => toItem(entry, section))}
        </Dropdown.Section>
      ))}
    </Menu>
  );
}

function choiceOf({ choice, entries }: MenuSection) {
  if (!choice) return {};
  return {
    selectionMode: choice.mode,
    disallowEmptySelection: choice.isNeeded ?? false,
    selectedKeys: choice.chosen,
    onSelectionChange: (keys: 'all' | Set<string | number>) =>
      choice.onChange(entries.map(({ id }) => id).filter((id) => keys === 'all' || keys.has(id))),
  };
}

const toItem = (entry: MenuEntry, { choice }: MenuSection) => (
  <Dropdown.Item
    key={entry.id}
    id={entry.id}
    textValue={entry.detail ? `${entry.label}, ${entry.detail}` : entry.label}
    variant={entry.tone === 'danger' ? 'danger' : 'default'}
    isDisabled={entry.isDisabled ?? false}
    {...(entry.href ? { href: entry.href } : {})}
    {...(entry.onPress ? { onAction: entry.onPress } : {})}
  >
    {choice && <Dropdown.ItemIndicator />}
    {entry.icon && (
      <span aria-hidden className={`[&>svg]:size-4 ${entry.tone === 'danger' ? 'text-danger' : 'text-muted'}`}>
        {entry.icon}
      </span>
    )}
    <Label>{entry.label}</Label>
    {entry.detail && <span className="ms-auto ps-3 text-13 whitespace-nowrap text-muted">{entry.detail}</span>}
    {entry.endIcon && (
      <span aria-hidden className="ms-auto text-muted [&>svg]:size-4">
        {entry.endIcon}
      </span>
    )}
  </Dropdown.Item>
);
