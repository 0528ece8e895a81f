import { headBytes } from '@/lib/core/file-reading/reading';

/** Values of an address; what is not chosen is left out. */
export function queryOf(values: Record<string, string | number | boolean | undefined>): URLSearchParams {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}

/** A workbook is a zip, whose list of parts is at its end: all of it is sent. */
const isZip = async (file: File): Promise<boolean> => (await file.slice(0, 4).text()) === 'PK\u0003\u0004';

/** As much of a file as it takes to say as what it is read. */
export async function headOf(file: File): Promise<{ part: Blob; isWhole: boolean }> {
  const part = (await isZip(file)) ? file : file.slice(0, headBytes);
  return { part, isWhole: part.size === file.size };
}
