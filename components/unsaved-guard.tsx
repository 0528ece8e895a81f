'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';

function navigatingTo(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || link.target === '_blank' || link.hasAttribute('download')) return null;
  if (link.hasAttribute('data-in-place')) return null;
  const url = new URL(link.href);
  const isElsewhere = url.pathname !== location.pathname || url.search !== location.search;
  return url.origin === location.origin && isElsewhere ? url.pathname + url.search + url.hash : null;
}

/** While active, asks once before a link or the browser leaves the page. */
export function UnsavedGuard({ isActive }: { isActive: boolean }) {
  const t = useTranslations('common.form');
  const router = useRouter();
  const [target, setTarget] = useState<string | null>(null);

  useEffect(() => {
    if (!isActive) return;
    const onBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const wanted = navigatingTo(event);
      if (wanted === null) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(wanted);
    };
    window.addEventListener('beforeunload', onBeforeUnload);
    window.addEventListener('click', onClick, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', onBeforeUnload);
      window.removeEventListener('click', onClick, { capture: true });
    };
  }, [isActive]);

  const leave = () => {
    if (target !== null) router.push(target);
    setTarget(null);
  };
  return (
    <Dialog
      title={t('leaveTitle')}
      size="sm"
      isOpen={target !== null}
      onOpenChange={(isOpen) => !isOpen && setTarget(null)}
      footer={
        <>
          <Button onPress={leave}>{t('leave')}</Button>
          <Button look="primary" onPress={() => setTarget(null)}>
            {t('stay')}
          </Button>
        </>
      }
    >
      <p>{t('leaveText')}</p>
    </Dialog>
  );
}
