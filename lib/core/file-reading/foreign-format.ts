import { Invalid } from '@/lib/core/errors';
import type { TableFormat } from './reading';
import { sniffEncoding } from './sniff-encoding';

const saveAsCsv = 'open it, save it as .xlsx or “CSV UTF-8”, and send that file';
const unpack = 'unpack it, and send the CSV file or the workbook in it';

/** What a file is that is no table of text, and what to do with it: the end of "The file …". */
const formats = {
  xls: `is an old Office file (.xls, .doc), not CSV or .xlsx: ${saveAsCsv}`,
  encrypted: 'is protected by a password: save it without one, and send that file',
  xmlSpreadsheet: `is an XML spreadsheet of Excel, not CSV: ${saveAsCsv}`,
  docx: `is a text document, not CSV: copy its table into a spreadsheet, save it as .xlsx or “CSV UTF-8”, and send that file`,
  zip: `is a zip archive, not CSV: ${unpack}`,
  archive: `is a packed archive, not CSV: ${unpack}`,
  pdf: 'is a PDF, not CSV: ask who sent it for the table it was made from',
  image: 'is an image, not CSV: ask who sent it for the table it was made from',
  html: `is a web page (HTML), not CSV, whatever it is named: ${saveAsCsv}`,
  xml: `is XML, not CSV: ${saveAsCsv}`,
  json: 'is JSON, not CSV: have it exported as CSV',
  rtf: 'is a text document (RTF), not CSV: copy its table into a spreadsheet, save it as “CSV UTF-8”, and send that file',
  utf32: 'is text in UTF-32, which is not read: save it as “CSV UTF-8”, and send that file',
  binary: `is not text: ${saveAsCsv}`,
} as const;
type ForeignFormat = keyof typeof formats;

/** What a table is in, by its first bytes. @throws Invalid (`file`) for a file that is something else, with what to do with it */
export function tableFormat(head: Uint8Array, isWhole: boolean): TableFormat {
  const format = formatOf(head, isWhole);
  if (format === 'text' || format === 'xlsx' || format === 'ods') return format;
  throw new Invalid({ file: [formats[format]] });
}

const signatures: [ForeignFormat, string][] = [
  ['utf32', '\xff\xfe\0\0'],
  ['utf32', '\0\0\xfe\xff'],
  ['xls', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['archive', '\x1f\x8b'],
  ['archive', '7z\xbc\xaf\x27\x1c'],
  ['archive', 'Rar!\x1a\x07'],
  ['archive', '\xfd7zXZ\0'],
  ['image', '\x89PNG\r\n\x1a\n'],
  ['image', '\xff\xd8\xff'],
  ['image', 'GIF87a'],
  ['image', 'GIF89a'],
  ['image', 'II*\0'],
  ['image', 'MM\0*'],
  ['rtf', '{\\rtf'],
];

function formatOf(head: Uint8Array, isWhole: boolean): ForeignFormat | TableFormat {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  const signed = signatures.find(([, signature]) => bytes.startsWith(signature));
  if (signed?.[0] === 'xls' && bytes.includes(encryptedPart)) return 'encrypted';
  if (signed) return signed[0];
  if (bytes.startsWith('PK\x03\x04') || bytes.startsWith('PK\x05\x06')) return formatOfZip(bytes);
  if (bytes.slice(0, 1024).includes('%PDF-')) return 'pdf';
  if (/^(RIFF[\s\S]{4}WEBP|[\s\S]{4}ftyp(heic|heix|mif1|avif))/.test(bytes) || isBitmap(bytes)) return 'image';
  const { encoding } = sniffEncoding(head, isWhole);
  const text = new TextDecoder(encoding).decode(head, { stream: !isWhole });
  return formatOfText(text.slice(0, 4096)) ?? 'text';
}

/** In an Office container: the name of the part that holds a workbook with a password. */
const encryptedPart = Buffer.from('EncryptedPackage', 'utf16le').toString('latin1');

/** Text can begin with BM; the four reserved bytes of a bitmap are 0. */
const isBitmap = (bytes: string) => bytes.startsWith('BM') && bytes.slice(6, 10) === '\0\0\0\0';

function formatOfZip(bytes: string): ForeignFormat | TableFormat {
  if (bytes.includes('opendocument.spreadsheet')) return 'ods';
  if (/opendocument\.text|word\//.test(bytes)) return 'docx';
  return /xl\/|\[Content_Types\]\.xml/.test(bytes) ? 'xlsx' : 'zip';
}

function formatOfText(text: string): ForeignFormat | null {
  const start = text.trimStart().toLowerCase();
  if (start.includes('urn:schemas-microsoft-com:office:spreadsheet')) return 'xmlSpreadsheet';
  if (/^(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|meta|body|table|style)\b/.test(start))
    return 'html';
  if (start.startsWith('<?xml')) return 'xml';
  if (/^(\{\s*"[^"]*"\s*:|\[\s*[{["])/.test(start)) return 'json';
  return isBinary(text) ? 'binary' : null;
}

/** Text has no other control characters than white space, or hardly one. */
function isBinary(text: string): boolean {
  let controls = 0;
  for (let at = 0; at < text.length; at += 1) if (isControl(text.charCodeAt(at))) controls += 1;
  return controls > text.length / 100;
}

/** White space from tab to carriage return is text, and so is the escape of a terminal's colours. */
const isControl = (code: number) => code < 0x20 && !(code >= 0x09 && code <= 0x0d) && code !== 0x1b;
