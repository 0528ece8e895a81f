let stopping = false;

/** Has readiness say from now on that requests go elsewhere. */
export function sayStopping(): void {
  stopping = true;
}

export const isStopping = (): boolean => stopping;
