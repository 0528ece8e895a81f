type ToastAction = { label: string; onPress: () => void };

export type ToastOptions = {
  description?: string;
  /** Such as "Undo"; the toast stays long enough to reach it. */
  action?: ToastAction;
};

export type ToastMessage = ToastOptions & { kind: 'success' | 'error' | 'info'; message: string };
