import { codeUploadPieces } from '@/db/schema/code-uploads';
import { keptFiles } from '@/lib/domain/coupons/files/kept-file';

/** Files of codes that a job reads, until their rows are staged. */
export const keptUploads = keptFiles(codeUploadPieces, 'code upload');
