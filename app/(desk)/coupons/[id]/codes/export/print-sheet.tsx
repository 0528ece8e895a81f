'use client';

import { type ComponentType, lazy, Suspense } from 'react';
import type { SheetDialogProps } from './sheet-dialog';

// No list should bring it along. While it cannot be loaded, it does not open.
const SheetDialog = lazy<ComponentType<SheetDialogProps>>(() =>
  import('./sheet-dialog').catch(() => ({ default: () => null })),
);

export const PrintSheet = (props: SheetDialogProps) => (
  <Suspense fallback={null}>
    <SheetDialog {...props} />
  </Suspense>
);
