'use client';

import { Switch } from '@heroui/react/switch';
import { useTranslations } from 'next-intl';
import { Dialog } from './dialog';

/** `keys` is one key (`n`) or two in a row (`g s`). */
export type ListedShortcut = { keys: string; label: string };

type ShortcutsHelpProps = {
  /** Null while closed. */
  shortcuts: ListedShortcut[] | null;
  onClose: () => void;
  isEnabled: boolean;
  onToggle: (on: boolean) => void;
};

export function ShortcutsHelp({ shortcuts, onClose, isEnabled, onToggle }: ShortcutsHelpProps) {
  const t = useTranslations('common.shortcuts');
  const rows = [...(shortcuts ?? []), { keys: '?', label: t('help') }];
  return (
    <Dialog title={t('title')} isOpen={shortcuts !== null} onOpenChange={(open) => !open && onClose()}>
      <dl className="divide-y divide-separator">
        {rows.map(({ keys, label }) => (
          <div key={keys} className="flex items-center justify-between gap-4 py-2">
            <dt>{label}</dt>
            <dd className="flex gap-1">
              {keys.split(' ').map((key) => (
                <Key key={key}>{key}</Key>
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

export function Key({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-6 min-w-6 items-center justify-center rounded-sm border border-border bg-surface-secondary px-1.5 text-xs text-foreground">
      {children}
    </kbd>
  );
}
