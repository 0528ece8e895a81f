/** The largest file of codes that the page takes. Apart from the schemas: the page that asks for a file does without zod. */
export const uploadBytes = 64 * 1024 * 1024;
