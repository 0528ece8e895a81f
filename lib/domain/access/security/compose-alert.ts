import type { securityAlerts } from '@/db/schema/security';
import type { RenderedEmail } from '@/lib/adapters/messaging/render-purchase-email';
import { routes } from '@/lib/core/routes';
import { composeNotice } from '@/lib/domain/access/compose-notice';

type Alert = Pick<typeof securityAlerts.$inferSelect, 'kind' | 'subject' | 'count' | 'at' | 'filter'>;

const sentences: Record<Alert['kind'], (alert: Alert) => string> = {
  bad_sign_ins: ({ subject, count }) => `${count} sign-ins failed within a quarter of an hour: ${subject}.`,
  bad_second_factors: ({ subject, count }) =>
    `${count} codes of a second factor or confirmations failed within a quarter of an hour: ${subject}.`,
  refused_actions: ({ subject, count }) =>
    `${subject} asked ${count} times within a quarter of an hour for what they have no right to.`,
  key_new_network: ({ subject }) => `An API key is used from a network that it was never used from: ${subject}.`,
  bulk_export: ({ subject }) => `${subject} exported data in bulk.`,
  // Without a count, which may grow while the mail is tried again under the same key.
  unreadable_codes: ({ subject }) =>
    `Codes of ${subject} were damaged and cannot be decrypted. They are deleted, so that none is sold.`,
};

/** The mail of an alert. */
export function composeAlert(alert: Alert, companyName: string): RenderedEmail {
  return composeNotice({
    subject: `${companyName}: security notice`,
    lines: [sentences[alert.kind](alert), `Noticed at ${alert.at.toISOString()}.`],
    look: {
      path: routes.securityAlert(alert.filter),
      where: alert.filter.coupon ? 'the deleted codes of that coupon' : 'Security, in the desk’s menu',
    },
  });
}
