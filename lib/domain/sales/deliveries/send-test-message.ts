import { fillMessage, sampleFacts } from '@/lib/adapters/messaging/fill-message';
import { sendEmail } from '@/lib/adapters/messaging/send-email';
import type { SendFailure, SendOutcome } from '@/lib/adapters/messaging/send-outcome';
import { sendSms } from '@/lib/adapters/messaging/send-sms';
import { Invalid } from '@/lib/core/errors';
import { localNumber, parseNepaliMobile } from '@/lib/core/phone';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import { limitAttempts } from '@/lib/platform/auth/limit-attempts';
import type { UserActor } from '@/lib/platform/context/actor';
import type { Context } from '@/lib/platform/context/context';
import { operation } from '@/lib/platform/context/operation';
import { getSettings } from '@/lib/platform/settings/get-settings';
import { readTemplate } from './message-templates';
import { recordProviderState } from './record-provider-state';
import { sendTestMessageInput } from './schemas';

const testsPerHour = 10;

export type TestOutcome = { kind: SendOutcome['kind']; reason: SendFailure | null };

/**
 * Sends the message as it reads now, with a PIN that opens nothing, to the asking admin: by email to their own address,
 * by SMS to the phone in their hand. No transaction is open while the provider is asked.
 * @throws Forbidden, Invalid, RateLimited (10 an hour for one person)
 */
export const sendTestMessage = operation(
  'settings.write',
  sendTestMessageInput,
  async (ctx: Context<UserActor>, input): Promise<TestOutcome> => {
    const { channel } = input;
    const to = input.channel === 'sms' ? parsePhone(input.phone) : ctx.actor.email;
    const limit = { key: `message-test:${ctx.actor.id}`, limit: testsPerHour, windowSeconds: 3600 };
    await limitAttempts(ctx.db, ctx.now(), [limit]);
    const template = await readTemplate(ctx.db, channel);
    const { companyName: company } = await getSettings(ctx.db);
    await recordAudit(ctx, { action: 'message.tested', subjectKind: 'settings', subjectId: 1, data: { channel } });
    const message = { template, facts: { ...sampleFacts, company } };
    const outcome =
      channel === 'sms' ? await sendSms({ to, text: fillMessage(template, message.facts).text }) : await mail();
    await recordProviderState(ctx.db, channel, outcome, ctx.now());
    return { kind: outcome.kind, reason: 'reason' in outcome ? outcome.reason : null };

    async function mail(): Promise<SendOutcome> {
      const { renderPurchaseEmail } = await import('@/lib/adapters/messaging/render-purchase-email');
      return sendEmail({ ...(await renderPurchaseEmail(message)), to, idempotencyKey: crypto.randomUUID() });
    }
  },
);

function parsePhone(input: string): string {
  const phone = parseNepaliMobile(input);
  if (!phone) throw new Invalid({ phone: ['Enter a Nepali mobile number of 10 digits, such as 984-1234567.'] });
  return localNumber(phone);
}
