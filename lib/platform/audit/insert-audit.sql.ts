import type { Context } from '@/lib/platform/context/context';
import { auditActor } from './record-audit';

/** Who asks, as a statement of its own takes it: members of its JSON, named like the columns of `audit_events`. */
export function auditRequest({ actor, requestId }: Context) {
  const { actorKind, userId, apiKeyId, actorName } = auditActor(actor);
  return {
    actor_kind: actorKind,
    user_id: userId,
    api_key_id: apiKeyId,
    actor_name: actorName,
    request_id: requestId ?? null,
  };
}
export type AuditRequest = ReturnType<typeof auditRequest>;

/** The columns in which `jsonb_to_recordset` gives them back. */
export const auditRequestColumns: Record<keyof AuditRequest, string> = {
  actor_kind: 'text',
  user_id: 'bigint',
  api_key_id: 'bigint',
  actor_name: 'text',
  request_id: 'text',
};

/** SQL for the columns of `audit_events`, one row for each row of `from`. */
export type AuditRows = {
  from: string;
  at: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  /** JSON, without secrets and without contacts. */
  data: string;
  /** The name of the system's part that did it; without it, `from` has the columns of an `AuditRequest`. */
  system?: string;
};

/** An `insert` to embed as a CTE; rows get their numbers in the order given. Locks the users alone, for key share. */
export function insertAudit(...rows: AuditRows[]): string {
  const selects = rows.map(({ from, at, action, subjectKind, subjectId, data, system }) => {
    const actor = system === undefined ? 'actor_kind, user_id, api_key_id, actor_name' : systemActor(system);
    const requestId = system === undefined ? 'request_id' : 'null';
    return `select ${at}, ${actor}, ${action}, '${subjectKind}', ${subjectId}, ${data}, ${requestId} from ${from}`;
  });
  return `
  insert into audit_events (at, actor_kind, user_id, api_key_id, actor_name, action, subject_kind, subject_id, data,
    request_id)
  ${selects.join('\n  union all\n  ')}`;
}

const systemActor = (name: string) => `'system', null::bigint, null::bigint, '${name}'`;
