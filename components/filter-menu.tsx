'use client';

import { Dropdown } from '@heroui/react/dropdown';
import { Label } from '@heroui/react/label';
import { ChevronDown } from 'lucide-react';
import { Button, buttonStyle } from './button';
import type { InPlace } from './in-place-link';
import { NativeMenu, NativeMenuLinks, panelLook, panelPlacements } from './native-menu';
import { useHeldDuringPress } from './use-held-during-press';

type FilterMenuProps<Value extends string> = {
  label: string;
  options: { value: Value; label: string }[];
  /** Null while the filter is off; choosing the same one again switches it off. */
  value: Value | null;
  /** The list with this value chosen. */
  to: (value: Value | null) => InPlace;
};

/** One filter in a table's toolbar. What is chosen belongs in the table's `filters` as a chip too. */
export function FilterMenu<Value extends string>(props: FilterMenuProps<Value>) {
  const { label, options, value, to } = props;
  const trigger = (
    <>
      {label}
      <ChevronDown aria-hidden className="text-muted" />
    </>
  );
  const links = () =>
    options.map((option) => {
      const isCurrent = option.value === value;
      return { id: option.value, label: option.label, isCurrent, ...to(isCurrent ? null : option.value) };
    });
  return (
    <NativeMenu
      trigger={trigger}
      triggerClass={buttonStyle({ size: 'sm' })}
      panelClass={`${panelLook} ${panelPlacements['bottom start']}`}
      panel={(close) => <NativeMenuLinks links={links()} close={close} />}
    >
      <Dropdown>
        <Button size="sm">{trigger}</Button>
        <Dropdown.Popover placement="bottom start" className="min-w-44">
          <FilterChoices {...props} />
        </Dropdown.Popover>
      </Dropdown>
    </NativeMenu>
  );
}

function FilterChoices<Value extends string>(props: FilterMenuProps<Value>) {
  const { label, options, value, to } = useHeldDuringPress(props);
  return (
    <Dropdown.Menu
      aria-label={label}
      selectionMode="single"
      selectedKeys={value === null ? [] : [value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys !== 'all' && keys.has(option.value));
        to(chosen?.value ?? null).onFollow();
      }}
    >
      {options.map((option) => (
        <Dropdown.Item key={option.value} id={option.value} textValue={option.label}>
          <Dropdown.ItemIndicator />
          <Label>{option.label}</Label>
        </Dropdown.Item>
      ))}
    </Dropdown.Menu>
  );
}
