/** A filter as the audit log keeps it: what was searched for may be a contact or a user of the platform. */
export function auditedFilter<F extends { search?: string | undefined }>({ search, ...rest }: F) {
  return { ...rest, ...(search ? { searched: true } : {}) };
}
