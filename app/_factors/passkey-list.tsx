import { useTranslations } from 'next-intl';
import { Button } from '@/components/button';
import { Instant } from '@/components/instant';
import type { PasskeySummary } from '@/lib/domain/access/factors/get-own-factors';
import type { FactorDialog } from './factor-dialogs';

type PasskeyListProps = {
  passkeys: PasskeySummary[];
  canChange: boolean;
  onAsk: (dialog: FactorDialog) => void;
};

export function PasskeyList({ passkeys, canChange, onAsk }: PasskeyListProps) {
  const t = useTranslations('factors.passkeys');
  if (passkeys.length === 0) return null;
  return (
    <ul aria-label={t('title')} className="basis-full divide-y divide-separator rounded-lg border border-separator">
      {passkeys.map((passkey) => (
        <li key={passkey.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 py-2.5">
          <div className="min-w-40 flex-1">
            <p className="font-medium wrap-anywhere">{passkey.name}</p>
            <p className="text-13 text-muted">
              {t('added')} <Instant value={passkey.createdAt} />
              {passkey.lastUsedAt && (
                <>
                  {' '}
                  · {t('used')} <Instant value={passkey.lastUsedAt} />
                </>
              )}
            </p>
          </div>
          {canChange && (
            <div className="flex flex-wrap gap-2">
              <Button
                size="sm"
                aria-label={t('renameNamed', { name: passkey.name })}
                onPress={() => onAsk({ kind: 'rename', passkey })}
              >
                {t('rename')}
              </Button>
              <Button
                size="sm"
                aria-label={t('deleteNamed', { name: passkey.name })}
                onPress={() => onAsk({ kind: 'delete', passkey })}
              >
                {t('delete')}
              </Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
