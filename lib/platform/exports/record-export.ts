import { auditedFilter } from '@/lib/platform/audit/audited-filter';
import { recordAudit } from '@/lib/platform/audit/record-audit';
import type { Context } from '@/lib/platform/context/context';
import { recordSecurityEvent } from '@/lib/platform/security/record-event';

type Exported = {
  action: string;
  /** In the security events. */
  what: string;
  filter?: Record<string, unknown> & { search?: string | undefined };
};

/** Says in the activity and in the security events that somebody exports a list. */
export async function recordExport(ctx: Context, { action, what, filter }: Exported): Promise<void> {
  const data = filter && { filter: auditedFilter(filter) };
  await recordAudit(ctx, { action, subjectKind: 'settings', subjectId: 1, ...(data ? { data } : {}) });
  recordSecurityEvent(ctx, { kind: 'data.exported', data: { what } });
}
