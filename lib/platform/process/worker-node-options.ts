/**
 * Node's options for the role `worker`, in addition to those of the process that starts it. A job makes much that is garbage at once.
 * By default the engine lets that grow to 128 MiB and more before it looks, on a machine with much memory; 16 cost no time. Nor
 * does it cost time to look at what is older once it has grown by a third, instead of several times.
 */
export const workerNodeOptions: readonly string[] = ['--max-semi-space-size=16', '--heap-growing-percent=30'];
