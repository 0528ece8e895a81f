import type { CodeUpload } from '@/lib/domain/coupons/codes/code-upload';

export type CheckedUpload = Omit<CodeUpload, 'createdAt'>;
