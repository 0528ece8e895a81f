/** What is recorded as a security event. The words of each are in `messages/en/security.json`. */
export const securityEventKinds = [
  'sign_in.succeeded',
  'sign_in.failed',
  /** Refused without a look at the password: there were too many attempts. */
  'sign_in.locked_out',
  'second_factor.changed',
  'second_factor.failed',
  /** Somebody asked for what they have no right to. */
  'action.refused',
  'key.refused',
  'key.new_network',
  'data.exported',
  /** More rows than a look at a screen explains. */
  'data.exported_in_bulk',
  'customers.searched',
  'activity.read',
  /** Of what needs a second person; `failed`: it was approved, and refused when it was done. */
  'approval.requested',
  'approval.approved',
  'approval.failed',
  'approval.refused',
  'approval.withdrawn',
] as const;
export type SecurityEventKind = (typeof securityEventKinds)[number];
