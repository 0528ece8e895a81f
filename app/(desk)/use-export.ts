import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { toastError, toastInfo } from '@/components/toasts';
import { routes } from '@/lib/core/routes';
import { type DownloadOutcome, saveDownload } from './save-download';

/** Saves an export, or says that it is made in the background and where; what refuses it is said, too. */
export function useExport(): (address: string, body: unknown) => Promise<DownloadOutcome | 'failed'> {
  const t = useTranslations('common.export');
  const router = useRouter();
  return async (address, body) => {
    try {
      const outcome = await saveDownload(address, body);
      if (outcome === 'later') {
        const action = { label: t('see'), onPress: () => router.push(routes.exports()) };
        toastInfo(t('later'), { description: t('laterText'), action });
      }
      return outcome;
    } catch (error) {
      toastError(t('failed'), { description: (error as Error).message });
      return 'failed';
    }
  };
}
