'use client';

import { ComboBox } from '@heroui/react/combo-box';
import { Description } from '@heroui/react/description';
import { Input } from '@heroui/react/input';
import { ListBox } from '@heroui/react/list-box';
import { type RefObject, useState } from 'react';
import { FieldLabel } from './aria-field-parts';
import { useKeptOnScroll } from './use-kept-on-scroll';

export type Picked = { id: number; name: string };

export type SearchComboProps = {
  label: string;
  help: string | undefined;
  placeholder: string | undefined;
  entries: Picked[];
  /** They are of an earlier text, and cannot be chosen. */
  isOutdated: boolean;
  value: number | null;
  onChoose: (id: unknown) => void;
  text: string;
  onText: (text: string) => void;
  /** Said in place of entries. */
  empty: string;
  /** Whether what was there before it had the focus. */
  hasFocus: RefObject<boolean>;
};

/** The field of a SearchPicker with its list, as loaded. */
export function SearchCombo(props: SearchComboProps) {
  const { label, help, placeholder, entries, isOutdated, value, onChoose, text, onText, empty, hasFocus } = props;
  const setOpen = useKeptOnScroll();
  const [autoFocus] = useState(() => hasFocus.current);
  return (
    <ComboBox
      fullWidth
      items={entries}
      disabledKeys={isOutdated ? entries.map(({ id }) => id) : []}
      value={value}
      onChange={onChoose}
      inputValue={text}
      onInputChange={onText}
      onOpenChange={setOpen}
      menuTrigger="focus"
      allowsEmptyCollection
      autoFocus={autoFocus}
    >
      <FieldLabel optional>{label}</FieldLabel>
      <ComboBox.InputGroup className="w-full">
        <Input className="h-11 w-full md:h-9" {...(placeholder ? { placeholder } : {})} />
        <ComboBox.Trigger />
      </ComboBox.InputGroup>
      {help && <Description>{help}</Description>}
      <ComboBox.Popover>
        <ListBox aria-label={label} renderEmptyState={() => <p className="p-2 text-13 text-muted">{empty}</p>}>
          {(item: Picked) => (
            <ListBox.Item id={item.id} textValue={item.name}>
              {item.name}
            </ListBox.Item>
          )}
        </ListBox>
      </ComboBox.Popover>
    </ComboBox>
  );
}
