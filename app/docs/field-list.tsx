import { useTranslations } from 'next-intl';
import type { Parameter } from '@/lib/api/reference/read-reference';
import type { Field } from '@/lib/api/reference/schema-fields';
import { Inline } from './paragraphs';

const indents = ['', 'ms-4', 'ms-8', 'ms-12', 'ms-16', 'ms-20'];

/** Name, type and meaning of each field, nested ones indented below their parent. */
export function FieldList({ fields, label }: { fields: (Field | Parameter)[]; label: string }) {
  const t = useTranslations('docs');
  return (
    <ul aria-label={label} className="divide-y divide-separator border-y border-separator">
      {fields.map((field) => (
        <li key={field.path} className="py-2">
          <div className={`${indents[field.depth] ?? 'ms-20'} flex flex-col gap-0.5`}>
            <p className="flex flex-wrap items-baseline gap-x-2">
              <code className="text-13 font-medium wrap-anywhere">{field.name}</code>
              <span className="text-13 text-muted wrap-anywhere">
                {field.type}
                {'in' in field && `, ${t('in', { place: field.in })}`}
              </span>
              {field.required && <span className="text-xs font-medium text-danger">{t('required')}</span>}
            </p>
            {field.description !== '' && (
              <p className="max-w-prose">
                <Inline text={field.description} />
              </p>
            )}
            {field.example !== null && (
              <p className="text-13 text-muted">
                {t('example')} <code className="wrap-anywhere text-foreground">{field.example}</code>
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
