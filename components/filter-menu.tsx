'use client';

import { Dropdown } from '@heroui/react/dropdown';
import { Label } from '@heroui/react/label';
import { ChevronDown } from 'lucide-react';
import { Button } from './button';
import { useHeldDuringPress } from './use-held-during-press';

type FilterMenuProps<Value extends string> = {
  label: string;
  options: { value: Value; label: string }[];
  /** Null while the filter is off; choosing the same one again switches it off. */
  value: Value | null;
  onChange: (value: Value | null) => void;
};

/** One filter in a table's toolbar. What is chosen belongs into the table's `filters` as a chip too. */
export function FilterMenu<Value extends string>(props: FilterMenuProps<Value>) {
  return (
    <Dropdown>
      <Button size="sm">
        {props.label}
        <ChevronDown aria-hidden className="text-muted" />
      </Button>
      <Dropdown.Popover placement="bottom start" className="min-w-44">
        <FilterChoices {...props} />
      </Dropdown.Popover>
    </Dropdown>
  );
}

function FilterChoices<Value extends string>(props: FilterMenuProps<Value>) {
  const { label, options, value, onChange } = useHeldDuringPress(props);
  return (
    <Dropdown.Menu
      aria-label={label}
      selectionMode="single"
      selectedKeys={value === null ? [] : [value]}
      onSelectionChange={(keys) => {
        const chosen = options.find((option) => keys !== 'all' && keys.has(option.value));
        onChange(chosen?.value ?? null);
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
