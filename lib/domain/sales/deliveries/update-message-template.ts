import { operation } from '@/lib/platform/context/operation';
import { updateMessageTemplateInput } from './template-schemas';
import { writeTemplate } from './write-template';

/** Every message that is sent from now on has this text, those that wait too. @throws Forbidden, Invalid, Conflict `stale` */
export const updateMessageTemplate = operation(
  'settings.write',
  updateMessageTemplateInput,
  (ctx, { channel, language, version, subject, body }) =>
    writeTemplate(ctx, { channel, language, version, text: { subject, body } }),
);
