import { getDatabase } from '@/db/client';
import { getSettings, type Settings } from './get-settings';

/** The settings for what is shown before or without a signed-in user, such as the time zone of a page. */
export function currentSettings(): Promise<Settings> {
  return getSettings(getDatabase());
}
