import { type Attempt, attempt, type DueMessage, roundOf } from './attempt';
import type { Receiver } from './open-receiver';

/** How many messages behind one that is refused are tried, to tell a message that is at fault from a receiver that is. */
export const probes = 3;

export type Lane = {
  receiver: Receiver;
  secrets: string[];
  now: () => Date;
  signal: AbortSignal;
  /** When to stop beginning another: the endpoint may have been changed meanwhile. */
  until: number;
  /** Called for each that was accepted, without waiting. */
  onDelivered: (delivered: Attempt) => void;
};

/**
 * What did not go well. `isPaused`: it ended with a failure, so nothing is to be sent before `resumeAt`, that of the
 * message which failed first.
 */
export type LaneEnd = { accepted: boolean; others: Attempt[]; isPaused: boolean; resumeAt: Date | undefined };

/**
 * Sends messages one after the other, in the order given: the next one goes out once the last was accepted. One that is not
 * stops them, so that the order holds when it is tried again. When it was refused for the second time, the ones behind it
 * are tried: is one of them accepted, the fault is the message's, which from then on holds up nobody. Tries that fail
 * meanwhile are not counted, as they say nothing of the message.
 */
export async function sendInOrder(messages: readonly DueMessage[], lane: Lane): Promise<LaneEnd> {
  const end: LaneEnd = { accepted: false, others: [], isPaused: false, resumeAt: undefined };
  let refused: Attempt[] = [];
  for (const message of messages) {
    if (lane.signal.aborted || performance.now() > lane.until) break;
    const result = await attempt(message, lane);
    if (!result) break;
    if (result.kind === 'delivered') {
      end.others.push(...refused);
      refused = [];
      end.accepted = true;
      lane.onDelivered(result);
    } else if (result.kind === 'gone') {
      end.others.push(result);
      break;
    } else if (message.isUrgent) {
      // It goes out by itself, so it says nothing of the others.
      end.others.push(result);
    } else {
      refused.push(result);
      const [first] = refused;
      const canBeTheMessage = first?.status !== null && first !== undefined && roundOf(first.message) > 1;
      if (!canBeTheMessage || result.status === null || refused.length > probes) break;
    }
  }
  const [first] = refused;
  if (first?.kind === 'failed') {
    end.others.push(first);
    end.isPaused = true;
    end.resumeAt = first.retryAt;
  }
  return end;
}
