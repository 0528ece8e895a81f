'use client';

import { useTranslations } from 'next-intl';
import { ListCard, ListRow, ListRows, NothingYet, WholeListLink } from '@/components/list-card';
import { routes } from '@/lib/core/routes';
import type { ChangeSummary } from '@/lib/platform/audit/summarize-changes';
import { useActivityWords } from '../activity/use-activity-words';

/** What people and keys changed the day before, each with the way to all that they did. */
export function YesterdayChanges({ changes }: { changes: ChangeSummary[] }) {
  const t = useTranslations('today.yesterday');
  const words = useActivityWords();
  const onWhat = ({ subjectKind, subjectId }: ChangeSummary) =>
    subjectId === null || subjectKind === 'settings' ? null : `${words.subject(subjectKind)} ${subjectId}`;
  return (
    <ListCard title={t('title')} aside={<WholeListLink href={routes.activity()}>{t('all')}</WholeListLink>}>
      {changes.length === 0 ? (
        <NothingYet>{t('empty')}</NothingYet>
      ) : (
        <ListRows>
          {changes.map((change) => (
            <ListRow
              key={`${change.actor} ${change.action} ${change.subjectKind}`}
              href={`${routes.activity()}?actor=${change.actor}`}
              name={words.action(change.action)}
              note={change.actorName}
            >
              <span className="figures shrink-0 text-13 text-muted">
                {change.count === 1 ? onWhat(change) : t('times', { count: change.count })}
              </span>
            </ListRow>
          ))}
        </ListRows>
      )}
    </ListCard>
  );
}
