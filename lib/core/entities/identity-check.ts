/** How somebody was made sure of the person who asks for a new way in, as good as when they were invited: in none of them can a stranger write it. */
export const identityChecks = ['in_person', 'video_call', 'known_number'] as const;
export type IdentityCheck = (typeof identityChecks)[number];
