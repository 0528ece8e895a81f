import type { Context } from '@/lib/platform/context/context';
import type { OrganizationTemplate } from './message-templates';
import type { UpdateMessageTemplateInput } from './template-schemas';
import { writeTemplate } from './write-template';

/** From here on every message is of this text, those that wait too. @throws Forbidden, Conflict `stale` */
export function updateMessageTemplate(ctx: Context, input: UpdateMessageTemplateInput): Promise<OrganizationTemplate> {
  const { channel, version, subject, body } = input;
  return writeTemplate(ctx, { channel, version, text: { subject, body } });
}
