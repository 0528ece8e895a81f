'use client';

import { Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/components/button';
import { whenNeeded } from '@/components/when-needed';
import type { SampleCall } from '@/lib/api/reference/samples/request';

const TryConsole = whenNeeded(() => import('./try-console').then((module) => module.TryConsole));

/** Opens the console of a call, which is loaded then: who reads alone loads none of it. */
export function TryIt({ call, name }: { call: SampleCall; name: string }) {
  const t = useTranslations('docs.console');
  const [isOpen, setIsOpen] = useState(false);
  if (isOpen) return <TryConsole call={call} name={name} onClose={() => setIsOpen(false)} />;
  return (
    <div>
      <Button
        size="sm"
        icon={<Play />}
        aria-label={t('openName', { name })}
        onPress={() => setIsOpen(true)}
        onPointerEnter={TryConsole.preload}
      >
        {t('open')}
      </Button>
    </div>
  );
}
