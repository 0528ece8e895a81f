type DriverError = { code?: unknown; constraint_name?: unknown };

function driverError(error: unknown): DriverError | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('constraint_name' in error) return error as DriverError;
  return error.cause === undefined ? undefined : driverError(error.cause);
}

/** The name of the unique, check or foreign-key constraint that refused a write, or undefined. */
export function violatedConstraint(error: unknown): string | undefined {
  const found = driverError(error);
  const integrity = typeof found?.code === 'string' && found.code.startsWith('23');
  return integrity && typeof found.constraint_name === 'string' ? found.constraint_name : undefined;
}
