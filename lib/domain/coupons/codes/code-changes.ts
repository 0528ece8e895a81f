/** What taking codes out of use and back sets, and the codes that it changes. */
export const codeChanges = {
  delete: { from: 'available', set: (at: Date) => ({ status: 'deleted' as const, deletedAt: at }) },
  restore: { from: 'deleted', set: () => ({ status: 'available' as const, deletedAt: null }) },
} as const;
export type CodeChange = keyof typeof codeChanges;
