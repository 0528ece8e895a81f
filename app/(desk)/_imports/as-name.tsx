import type { ReactNode } from 'react';

/** The name of a file or a person in a sentence: one that is written from right to left leaves the words around it where they are. */
export const asName = (name: ReactNode) => <bdi>{name}</bdi>;
