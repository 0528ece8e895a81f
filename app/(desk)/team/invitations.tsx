'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { MailPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { deskClient, read } from '@/app/session/desk-client';
import { refusalText } from '@/app/session/refusal-text';
import { useAction } from '@/app/session/use-action';
import { Button } from '@/components/button';
import { Instant } from '@/components/instant';
import { StatusBadge } from '@/components/status-badge';
import { toastError, toastSuccess } from '@/components/toasts';
import type { InvitationSummary } from '@/lib/domain/access/team/list-invitations';
import { ExportButton } from '../export-button';
import { renewInvitationAction, withdrawInvitationAction } from './actions';
import { dialogOf, type TeamDialog } from './team-dialog';
import { useRoleName } from './use-role-name';

type InvitationsProps = {
  initial: InvitationSummary[];
  /** When `initial` was read, as the server's clock has it. */
  readAt: string;
  canWrite: boolean;
  onDialog: (dialog: TeamDialog | null) => void;
};

/** Who was invited and has not chosen a password yet; nothing when there is nobody. */
export function Invitations({ initial, readAt, canWrite, onDialog }: InvitationsProps) {
  const t = useTranslations('team');
  const queryClient = useQueryClient();
  const { data, dataUpdatedAt } = useQuery({
    queryKey: ['team', 'invitations'],
    queryFn: (): Promise<InvitationSummary[]> => read(deskClient.team.invitations.$get()),
    initialData: initial,
    initialDataUpdatedAt: Date.parse(readAt),
  });
  const onSettled = () => queryClient.invalidateQueries({ queryKey: ['team'] });
  const onError = () => toastError(t('failed'));
  const renew = useAction(renewInvitationAction, {
    gcTime: 0,
    onSuccess: (result) => {
      if (!result.ok) return toastError(refusalText(result));
      onDialog(dialogOf(result.value.name, result.value, t('invited', { name: result.value.name })));
    },
    onError,
    onSettled,
  });
  const withdraw = useAction(withdrawInvitationAction, {
    onSuccess: (result) => {
      if (result.ok) toastSuccess(t('invitations.withdrawn', { name: result.value.name }));
      else toastError(refusalText(result));
    },
    onError,
    onSettled,
  });
  if (data.length === 0) return null;
  const pendingId = (mutation: typeof renew | typeof withdraw) =>
    mutation.isPending ? mutation.variables?.invitationId : undefined;
  return (
    <section aria-label={t('invitations.title')} className="card mb-6 overflow-hidden">
      <div className="flex flex-wrap items-center justify-between gap-4 px-4 pt-3 pb-2">
        <h2 className="text-base font-semibold">{t('invitations.title')}</h2>
        <ExportButton address="/api/desk/team/invitations/exports" kind="invitations" filter={{}} />
      </div>
      <ul className="divide-y divide-separator border-t border-separator">
        {data.map((invitation) => (
          <InvitationRow
            key={invitation.id}
            invitation={invitation}
            canWrite={canWrite}
            hasEnded={Date.parse(invitation.expiresAt) <= dataUpdatedAt}
            onRenew={() => renew.mutate({ invitationId: invitation.id })}
            isRenewing={pendingId(renew) === invitation.id}
            onWithdraw={() => withdraw.mutate({ invitationId: invitation.id })}
            isWithdrawing={pendingId(withdraw) === invitation.id}
          />
        ))}
      </ul>
    </section>
  );
}

type InvitationRowProps = {
  invitation: InvitationSummary;
  hasEnded: boolean;
  canWrite: boolean;
  onRenew: () => void;
  isRenewing: boolean;
  onWithdraw: () => void;
  isWithdrawing: boolean;
};

function InvitationRow(props: InvitationRowProps) {
  const { invitation, hasEnded, canWrite, onRenew, isRenewing, onWithdraw, isWithdrawing } = props;
  const { name, email, role, roleName, invitedByName, createdAt, mailedAt } = invitation;
  const t = useTranslations('team');
  const nameOf = useRoleName();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <MailPlus aria-hidden className="size-5 shrink-0 text-muted max-sm:hidden" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 font-medium wrap-anywhere">{name}</span>
          <StatusBadge tone={hasEnded ? 'grey' : 'amber'}>
            {t(hasEnded ? 'invitations.ended' : 'invitations.works')}
          </StatusBadge>
        </p>
        <p className="text-13 text-muted wrap-anywhere">
          {email} · {nameOf(role, roleName)} · {t(mailedAt ? 'invitations.mailed' : 'invitations.made')}{' '}
          <Instant value={mailedAt ?? createdAt} /> {t('invitations.by', { name: invitedByName })}
        </p>
      </div>
      {canWrite && (
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            onPress={onRenew}
            isPending={isRenewing}
            aria-label={t('invitations.resendNamed', { name })}
          >
            {t('invitations.resend')}
          </Button>
          <Button
            size="sm"
            onPress={onWithdraw}
            isPending={isWithdrawing}
            aria-label={t('invitations.withdrawNamed', { name })}
          >
            {t('invitations.withdraw')}
          </Button>
        </div>
      )}
    </li>
  );
}
