export type Part = { sources: string[]; stamp: string };

export const parts: { pages: Part; programs: Part };

/** Whether what there is of it was built from the sources as they are now, to the byte. */
export function isCurrent(part: Part): boolean;

export function hashOf(sources: string[]): string;
