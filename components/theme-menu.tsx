'use client';

import { Monitor, Moon, Sun, SunMoon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { IconButton } from './button';
import { Menu } from './menu';

const choices = [
  { id: 'light', label: 'themeLight', icon: <Sun /> },
  { id: 'dark', label: 'themeDark', icon: <Moon /> },
  { id: 'system', label: 'themeSystem', icon: <Monitor /> },
] as const;

export function ThemeMenu() {
  const t = useTranslations('common.shell');
  const { theme, setTheme } = useTheme();
  return (
    <Menu
      label={t('theme')}
      placement="top start"
      sections={[
        {
          entries: choices.map(({ id, label, icon }) => ({ id, label: t(label), endIcon: icon })),
          choice: {
            mode: 'single',
            chosen: [theme ?? 'system'],
            isNeeded: true,
            onChange: ([chosen]) => chosen && setTheme(chosen),
          },
        },
      ]}
    >
      {(trigger) => <IconButton label={t('theme')} icon={<SunMoon />} {...trigger} />}
    </Menu>
  );
}
