'use client';

import { Description } from '@heroui/react/description';
import { Label } from '@heroui/react/label';
import { ListBox } from '@heroui/react/list-box';
import { selectVariants } from '@heroui/styles';
import type { RefObject } from 'react';
import { Popover } from 'react-aria-components/Popover';
import type { SelectOption } from './select-option';
import { useHeldDuringPress } from './use-held-during-press';

type SelectListProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  trigger: RefObject<HTMLButtonElement | null>;
  label: string;
  options: SelectOption[];
  chosen: string | number | null;
  onChoose: (value: string | number) => void;
};

const looks = selectVariants();

/** What a select opens. */
export function SelectList(props: SelectListProps) {
  const { isOpen, onOpenChange, trigger } = props;
  return (
    <Popover
      trigger="Select"
      triggerRef={trigger}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      placement="bottom"
      data-slot="select-popover"
      style={{ minWidth: trigger.current?.offsetWidth ?? 0 }}
      className={looks.popover()}
    >
      <Options {...props} />
    </Popover>
  );
}

function Options(given: SelectListProps) {
  const { label, options, chosen, onChoose, onOpenChange } = useHeldDuringPress(given);
  return (
    <ListBox
      aria-label={label}
      autoFocus
      selectionMode="single"
      selectedKeys={chosen === null ? [] : [chosen]}
      // The chosen one pressed again empties the selection: it stays, and the list closes.
      onSelectionChange={(keys) => {
        const [key] = keys === 'all' ? [] : keys;
        if (key !== undefined) onChoose(key);
        onOpenChange(false);
      }}
    >
      {options.map((option) => (
        <ListBox.Item
          key={option.value}
          id={option.value}
          textValue={option.label}
          isDisabled={option.isDisabled ?? false}
        >
          <div className="flex flex-col">
            <Label>{option.label}</Label>
            {option.help && <Description>{option.help}</Description>}
          </div>
          <ListBox.ItemIndicator />
        </ListBox.Item>
      ))}
    </ListBox>
  );
}
