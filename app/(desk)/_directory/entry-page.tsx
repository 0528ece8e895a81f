import type { Metadata } from 'next';
import { asJson } from '@/app/session/as-json';
import type { EntryItem, LinkedDirectoryKind } from './directory-kind';
import { EntryScreen } from './entry-screen';
import { type EntryPageProps, entryLoader } from './load-entry';

/** The page of one entry, with the coupons that are limited to it. */
export function entryPage(kind: LinkedDirectoryKind) {
  const { loadTitle, loadWithUses } = entryLoader(kind);
  return {
    async generateMetadata(props: EntryPageProps): Promise<Metadata> {
      return { title: await loadTitle(props) };
    },

    async Page(props: EntryPageProps) {
      const loaded = await loadWithUses(props);
      if (loaded.instead) return loaded.instead;
      const { uses, after, canWrite } = loaded;
      const entry = asJson(loaded.entry) as EntryItem;
      return <EntryScreen kind={kind} entry={entry} uses={asJson(uses)} initialAfter={after} canWrite={canWrite} />;
    },
  };
}
