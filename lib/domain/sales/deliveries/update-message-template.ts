import { operation } from '@/lib/platform/context/operation';
import { updateMessageTemplateInput } from './template-schemas';
import { writeTemplate } from './write-template';

/** From here on every message is of this text, those that wait too. @throws Forbidden, Conflict `stale` */
export const updateMessageTemplate = operation(
  'settings.write',
  updateMessageTemplateInput,
  (ctx, { channel, version, subject, body }) => writeTemplate(ctx, { channel, version, text: { subject, body } }),
);
