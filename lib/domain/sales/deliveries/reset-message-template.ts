import { operation } from '@/lib/platform/context/operation';
import { resetMessageTemplateInput } from './template-schemas';
import { writeTemplate } from './write-template';

/** The text of the contract again. @throws Forbidden, Conflict `stale` */
export const resetMessageTemplate = operation('settings.write', resetMessageTemplateInput, (ctx, input) =>
  writeTemplate(ctx, { ...input, text: null }),
);
