'use client';

import { Checkbox } from '@heroui/react/checkbox';
import { Minus, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { GridListItem } from 'react-aria-components/GridList';
import { IconButton } from '@/components/button';
import { Money } from '@/components/money';
import { StatusBadge } from '@/components/status-badge';
import type { LinkRow } from './link-queries';

type LinkItemProps = { row: LinkRow; action: 'link' | 'unlink'; onMove?: () => void };

/** A row of one side: Enter or a press moves it, Space selects it, and its button says what a press does. */
export function LinkItem({ row, action, onMove }: LinkItemProps) {
  const t = useTranslations('links');
  const { name, archivedAt, pricePaisa, durationDays } = row;
  return (
    <GridListItem
      id={row.id}
      textValue={name}
      className="flex min-h-11 items-center gap-3 border-b border-separator px-4 py-1 outline-none last:border-b-0 data-[focus-visible]:outline-2 data-[focus-visible]:-outline-offset-2 data-[hovered]:bg-surface-hover data-[selected]:bg-accent-soft md:min-h-10"
    >
      {onMove && (
        <Checkbox slot="selection" className="touch-44 mt-0">
          <Checkbox.Content>
            <Checkbox.Control>
              <Checkbox.Indicator />
            </Checkbox.Control>
          </Checkbox.Content>
        </Checkbox>
      )}
      <span className="min-w-0 flex-1 wrap-anywhere">
        {name}
        {pricePaisa !== undefined && (
          <span className="figures ms-2 text-13 text-muted">
            <Money paisa={pricePaisa} /> · {durationDays ? t('days', { count: durationDays }) : t('purchase')}
          </span>
        )}
      </span>
      {archivedAt && <StatusBadge tone="grey">{t('archived')}</StatusBadge>}
      {onMove && (
        <IconButton
          size="sm"
          icon={action === 'link' ? <Plus /> : <Minus />}
          label={t(`action.${action}One`, { name })}
          hasTooltip={false}
          onPress={onMove}
        />
      )}
    </GridListItem>
  );
}
