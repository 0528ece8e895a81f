import type { useTranslations } from 'next-intl';
import type { TableColumn } from '@/components/data-table-types';
import { Instant } from '@/components/instant';
import { StatusBadge, type Tone } from '@/components/status-badge';
import { EventDetails } from '../activity/event-details';
import type { ActivityWords } from '../activity/use-activity-words';
import type { ApprovalItem } from './approval-item';

type Translate = ReturnType<typeof useTranslations<'approvals'>>;

const tones: Record<ApprovalItem['state'], Tone> = {
  waiting: 'amber',
  approved: 'accent',
  done: 'green',
  failed: 'red',
  refused: 'red',
  withdrawn: 'grey',
  expired: 'grey',
};

/** `refusals`: what refused it once it was approved, in the reader's language. */
export function approvalColumns(
  t: Translate,
  words: ActivityWords,
  refusals: (sentence: string) => string,
): TableColumn<ApprovalItem>[] {
  return [
    {
      id: 'what',
      header: t('list.what'),
      cell: ({ kind }) => <span className="font-medium">{t(`kinds.${kind}`)}</span>,
    },
    {
      id: 'details',
      header: t('list.details'),
      cell: ({ summary }) => <EventDetails data={summary} words={words} />,
      onCard: true,
      className: 'w-1/3',
    },
    {
      id: 'reason',
      header: t('list.reason'),
      cell: ({ reason }) => <span className="wrap-anywhere">{reason}</span>,
      onCard: true,
      className: 'min-w-40',
    },
    {
      id: 'asker',
      header: t('list.asker'),
      cell: ({ asker, createdAt }) => (
        <span className="flex flex-col">
          <span>{asker}</span>
          <span className="text-13 text-muted">
            <Instant value={createdAt} />
          </span>
        </span>
      ),
      onCard: true,
    },
    {
      id: 'state',
      header: t('list.state'),
      cell: (item) => <State item={item} t={t} refusals={refusals} />,
      onCard: true,
    },
  ];
}

type StateProps = { item: ApprovalItem; t: Translate; refusals: (sentence: string) => string };

function State({ item: { state, decider, answer, expiresAt }, t, refusals }: StateProps) {
  // A person wrote every other answer.
  const said = answer && state === 'failed' ? refusals(answer) : answer;
  const isOpen = state === 'waiting' || state === 'approved';
  return (
    <span className="flex flex-col items-start gap-1">
      <StatusBadge tone={tones[state]}>{t(`states.${state}`)}</StatusBadge>
      <span className="text-13 wrap-anywhere text-muted empty:hidden">
        {decider && t('by', { name: decider })}
        {said && ` ${said}`}
        {isOpen && (
          <>
            {' '}
            {t('until')} <Instant value={expiresAt} />
          </>
        )}
      </span>
    </span>
  );
}
