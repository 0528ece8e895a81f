'use client';

import { Description } from '@heroui/react/description';
import { FieldError } from '@heroui/react/field-error';
import { Label } from '@heroui/react/label';
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

/** The caption of one of HeroUI's fields: its label, and "optional" where it is. */
export function FieldLabel({ children, optional = false }: { children: ReactNode; optional?: boolean | undefined }) {
  const t = useTranslations('common');
  return (
    <Label>
      {children}
      {optional && <span className="ms-1.5 font-normal text-muted">{t('optional')}</span>}
    </Label>
  );
}

type FieldNoteProps = { help?: ReactNode; error: string | undefined };

/** Help, or the error instead; both are read out with the field. */
export function FieldNote({ help, error }: FieldNoteProps) {
  if (!error) return help ? <Description>{help}</Description> : null;
  return (
    <FieldError className="flex items-start gap-1 px-0 py-0">
      <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      <span>{error}</span>
    </FieldError>
  );
}
