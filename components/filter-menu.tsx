'use client';

import { ChevronDown } from 'lucide-react';
import { Button, buttonStyle } from './button';
import type { InPlace } from './in-place-link';
import { Menu } from './menu';
import { NativeMenu, NativeMenuLinks, panelLook, panelPlacements } from './native-menu';

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
  const entries = options.map((option) => ({ id: option.value, label: option.label }));
  const choice = {
    mode: 'single' as const,
    chosen: value === null ? [] : [value],
    onChange: ([chosen]: string[]) => to(options.find((option) => option.value === chosen)?.value ?? null).onFollow(),
  };
  return (
    <NativeMenu
      trigger={trigger}
      triggerClass={buttonStyle({ size: 'sm' })}
      panelClass={`${panelLook} ${panelPlacements['bottom start']}`}
      panel={(close) => <NativeMenuLinks links={links()} close={close} />}
    >
      <Menu label={label} sections={[{ entries, choice }]} placement="bottom start">
        {(button) => (
          <Button size="sm" {...button}>
            {trigger}
          </Button>
        )}
      </Menu>
    </NativeMenu>
  );
}
