import type { Context } from '@/lib/platform/context/context';
import type { OrganizationTemplate } from './message-templates';
import type { ResetMessageTemplateInput } from './template-schemas';
import { writeTemplate } from './write-template';

/** The text of the contract again. @throws Forbidden, Conflict `stale` */
export function resetMessageTemplate(ctx: Context, input: ResetMessageTemplateInput): Promise<OrganizationTemplate> {
  return writeTemplate(ctx, { ...input, text: null });
}
