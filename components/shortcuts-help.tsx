'use client';

import { Switch } from '@heroui/react/switch';
import { useTranslations } from 'next-intl';
import { Dialog } from './dialog';
import { Kbd } from './kbd';

/** `keys` is one key (`n`) or two in a row (`g s`). */
export type ListedShortcut = { keys: string; label: string };

export type ShortcutsHelpProps = {
  shortcuts: ListedShortcut[];
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  isEnabled: boolean;
  onToggle: (on: boolean) => void;
};

export default function ShortcutsHelp({ shortcuts, isOpen, onOpenChange, isEnabled, onToggle }: ShortcutsHelpProps) {
  const t = useTranslations('common.shortcuts');
  const rows = [...shortcuts, { keys: '?', label: t('help') }];
  return (
    <Dialog title={t('title')} isOpen={isOpen} onOpenChange={onOpenChange}>
      <dl className="divide-y divide-separator">
        {rows.map(({ keys, label }) => (
          <div key={keys} className="flex items-center justify-between gap-4 py-2">
            <dt>{label}</dt>
            <dd className="flex gap-1">
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-2 border-t border-border pt-4">
        <Switch isSelected={isEnabled} onChange={onToggle}>
          <Switch.Content>
            <Switch.Control>
              <Switch.Thumb />
            </Switch.Control>
            {t('enabled')}
          </Switch.Content>
        </Switch>
      </div>
    </Dialog>
  );
}
