/** What `work` gives, or an error once it took longer; what it does is not ended by that. @throws TookTooLong */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    // What has arrived while the process was busy counts: it is read before the limit is looked at once more.
    timer = setTimeout(() => setTimeout(reject, graceMs, new TookTooLong(ms)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const graceMs = 200;

export class TookTooLong extends Error {
  constructor(ms: number) {
    super(`There was no answer within ${ms} ms.`);
  }
}
