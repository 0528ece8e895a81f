'use server';

import { action } from '@/app/session/action';
import { changeOwnPassword } from '@/lib/domain/access/team/change-own-password';
import { endOtherSessions, endOwnSession } from '@/lib/domain/access/team/end-own-sessions';
import { setKeyMails, setPauseMails, setWebhookMails } from '@/lib/domain/access/team/own-mails';
import { setOwnCalendar } from '@/lib/domain/access/team/set-own-calendar';
import { setOwnLanguage } from '@/lib/domain/access/team/set-own-language';

export const changeOwnPasswordAction = action(changeOwnPassword);
export const setKeyMailsAction = action(setKeyMails);
export const setPauseMailsAction = action(setPauseMails);
export const setWebhookMailsAction = action(setWebhookMails);
export const setOwnCalendarAction = action(setOwnCalendar);
export const setOwnLanguageAction = action(setOwnLanguage);
export const endOwnSessionAction = action(endOwnSession);
export const endOtherSessionsAction = action(endOtherSessions);
