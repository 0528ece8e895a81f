'use client';

import { BookOpen, CircleUser, Download, Keyboard, LogOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type MenuAction, MenuButton } from './menu-button';
import { useShortcutsHelp } from './shortcuts';

type AccountMenuProps = {
  user: { name: string; detail: string };
  onSignOut: () => void | Promise<void>;
  accountHref?: string;
  exportsHref?: string;
  apiReferenceHref?: string;
  isCollapsed: boolean;
};

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => Array.from(word ?? '')[0] ?? '');
  return letters.join('').toUpperCase();
}

export function AccountMenu(props: AccountMenuProps) {
  const { user, onSignOut, accountHref, exportsHref, apiReferenceHref, isCollapsed } = props;
  const t = useTranslations('common.shell');
  const showShortcuts = useShortcutsHelp();
  const actions: MenuAction[] = [
    ...(accountHref ? [{ id: 'account', label: t('ownAccount'), icon: <CircleUser />, href: accountHref }] : []),
    ...(exportsHref ? [{ id: 'exports', label: t('ownExports'), icon: <Download />, href: exportsHref }] : []),
    { id: 'shortcuts', label: t('shortcuts'), icon: <Keyboard />, onPress: showShortcuts },
    ...(apiReferenceHref ? [{ id: 'api', label: t('apiReference'), icon: <BookOpen />, href: apiReferenceHref }] : []),
    { id: 'sign-out', label: t('signOut'), icon: <LogOut />, onPress: () => void onSignOut() },
  ];
  return (
    <MenuButton
      label={t('account', { name: user.name })}
      actions={actions}
      placement="top start"
      className={`h-11 min-w-0 flex-1 justify-start gap-2.5 px-1.5 md:h-11 ${isCollapsed ? 'max-lg:size-10 max-lg:flex-none max-lg:justify-center' : ''}`}
    >
      <span
        aria-hidden
        className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-xs font-semibold text-accent-soft-foreground"
      >
        {initials(user.name)}
      </span>
      <span className={`flex min-w-0 flex-col text-start leading-4 ${isCollapsed ? 'max-lg:sr-only' : ''}`}>
        <span className="truncate text-13">{user.name}</span>
        <span className="truncate text-xs font-normal text-muted">{user.detail}</span>
      </span>
    </MenuButton>
  );
}
