'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button, IconButton } from './button';
import { toastError } from './toasts';

/** Browsers allow the clipboard on secure pages only; over plain http in a local network a selection still works. */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  return done;
}

type CopyButtonProps = {
  value: string;
  /** What is copied: "Copy PIN". */
  label: string;
  /** With a visible label, for the main value of a page. */
  wide?: boolean;
  size?: 'md' | 'sm';
};

export function CopyButton({ value, label, wide = false, size = 'sm' }: CopyButtonProps) {
  const t = useTranslations('common');
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_500);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    if (await copyText(value)) setCopied(true);
    else toastError(t('copyFailed'));
  };
  const icon = copied ? <Check className="text-success" /> : <Copy />;
  return (
    <span className="no-print inline-flex">
      {wide ? (
        <Button icon={icon} onPress={copy} size={size}>
          {copied ? t('copied') : label}
        </Button>
      ) : (
        <IconButton icon={icon} label={label} onPress={copy} size={size} />
      )}
      <span role="status" className="sr-only">
        {copied ? t('copied') : ''}
      </span>
    </span>
  );
}
