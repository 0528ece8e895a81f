/** The largest file that is imported. Apart from the schemas: the page that asks for a file does without zod. */
export const importedBytes = 16 * 1024 * 1024;
