'use client';

import { Dropdown } from '@heroui/react/dropdown';
import { Label } from '@heroui/react/label';
import { Monitor, Moon, Sun, SunMoon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { IconButton } from './button';

const choices = [
  { id: 'light', label: 'themeLight', icon: <Sun /> },
  { id: 'dark', label: 'themeDark', icon: <Moon /> },
  { id: 'system', label: 'themeSystem', icon: <Monitor /> },
] as const;

export function ThemeMenu() {
  const t = useTranslations('common.shell');
  const { theme, setTheme } = useTheme();
  return (
    <Dropdown>
      <IconButton label={t('theme')} icon={<SunMoon />} />
      <Dropdown.Popover placement="top start" className="min-w-44">
        <Dropdown.Menu
          aria-label={t('theme')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[theme ?? 'system']}
          onAction={(key) => setTheme(String(key))}
        >
          {choices.map((choice) => (
            <Dropdown.Item key={choice.id} id={choice.id} textValue={t(choice.label)}>
              <Dropdown.ItemIndicator />
              <Label>{t(choice.label)}</Label>
              <span aria-hidden className="ms-auto text-muted [&>svg]:size-4">
                {choice.icon}
              </span>
            </Dropdown.Item>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}
