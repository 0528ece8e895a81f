'use client';

import { tooltipVariants } from '@heroui/styles';
import type { RefObject } from 'react';
import { Tooltip, TooltipTriggerStateContext } from 'react-aria-components/Tooltip';

type TooltipBubbleProps = { trigger: RefObject<HTMLButtonElement | null>; text: string; onClose: () => void };

const { base } = tooltipVariants();

export function TooltipBubble({ trigger, text, onClose }: TooltipBubbleProps) {
  const state = { isOpen: true, open: () => {}, close: onClose, shouldSkipAnimation: false };
  return (
    <TooltipTriggerStateContext value={state}>
      <Tooltip triggerRef={trigger} offset={3} className={base()}>
        {text}
      </Tooltip>
    </TooltipTriggerStateContext>
  );
}
