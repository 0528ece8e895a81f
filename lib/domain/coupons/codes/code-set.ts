import { strengthLevel } from './code-pattern';

/** What a file as a whole makes doubtful: each has to be confirmed before its codes are imported. */
export type Concern =
  /** The codes follow each other, or lie close together: who knows one knows the next. */
  | { kind: 'sequence' }
  /** One guess in this number hits one of them. */
  | { kind: 'short'; guessesPerHit: number }
  /** This number of them has fewer digits than the others: a spreadsheet drops zeros at the beginning of a number. */
  | { kind: 'lost_zeros'; count: number; length: number }
  /** Every number ends in zeros after its 15th digit: a spreadsheet keeps 15. */
  | { kind: 'rounded' };

const longestTail = 15;
const digitsKept = 15;
const positionsKnownFrom = 20;
const closeTogether = 16;

type Position = { character: string; varies: boolean; digits: boolean; letters: boolean };

/** Looks at normalized codes one after the other, in the same memory for ten and for a million. */
export class CodeSet {
  private count = 0;
  private positions: Position[] = [];
  private readonly lengths = new Map<number, number>();
  private previous: { prefix: string; number: number; step: number } | null = null;
  private inSteps = 0;
  private range: { prefix: string; min: number; max: number } | null = null;
  private hasOneRange = true;
  private long = 0;
  private rounded = 0;

  add(code: string): void {
    this.count++;
    this.lookAtPositions(code);
    this.lookAtTail(code);
    if (/^\d+$/.test(code)) {
      this.lengths.set(code.length, (this.lengths.get(code.length) ?? 0) + 1);
      if (code.length > digitsKept) {
        this.long++;
        if (/^0+$/.test(code.slice(digitsKept))) this.rounded++;
      }
    }
  }

  concerns(): Concern[] {
    const found: Concern[] = [];
    if (this.isSequence()) found.push({ kind: 'sequence' });
    const bits = this.bits() - Math.log2(Math.max(1, this.count));
    if (this.count > 0 && ['weak', 'impossible'].includes(strengthLevel(bits))) {
      found.push({ kind: 'short', guessesPerHit: Math.max(1, Math.floor(2 ** bits)) });
    }
    const lost = this.lostZeros();
    if (lost) found.push({ kind: 'lost_zeros', ...lost });
    if (this.long >= 3 && this.rounded === this.long) found.push({ kind: 'rounded' });
    return found;
  }

  private lookAtPositions(code: string): void {
    if (this.count === 1) this.positions = [...code].map((character) => newPosition(character));
    else this.positions.length = Math.min(this.positions.length, code.length);
    for (const [at, position] of this.positions.entries()) {
      const character = code.charAt(at);
      if (character !== position.character) position.varies = true;
      if (character >= '0' && character <= '9') position.digits = true;
      else position.letters = true;
    }
  }

  private lookAtTail(code: string): void {
    const tail = /\d+$/.exec(code)?.[0].slice(-longestTail) ?? '';
    const prefix = code.slice(0, code.length - tail.length);
    const number = Number(tail);
    const { previous } = this;
    const step = previous && tail && previous.prefix === prefix ? number - previous.number : 0;
    if (step !== 0 && step === previous?.step) this.inSteps++;
    this.previous = tail ? { prefix, number, step } : null;
    if (!tail || (this.range && this.range.prefix !== prefix)) this.hasOneRange = false;
    this.range ??= { prefix, min: number, max: number };
    this.range.min = Math.min(this.range.min, number);
    this.range.max = Math.max(this.range.max, number);
  }

  private isSequence(): boolean {
    if (this.count >= 4 && this.inSteps >= 0.5 * (this.count - 2)) return true;
    if (this.count < 2 || !this.hasOneRange || !this.range) return false;
    return (this.range.max - this.range.min + 1) / this.count < closeTogether;
  }

  /** Random bits of the shortest code; a character that all of them share adds none, once there are enough to say so. */
  private bits(): number {
    const isKnown = this.count >= positionsKnownFrom;
    return this.positions
      .filter(({ varies }) => varies || !isKnown)
      .reduce((bits, { digits, letters }) => bits + Math.log2((digits ? 10 : 0) + (letters ? 22 : 0)), 0);
  }

  private lostZeros(): { count: number; length: number } | null {
    const numbers = [...this.lengths.values()].reduce((sum, count) => sum + count, 0);
    if (numbers < 5 || numbers < 0.95 * this.count) return null;
    const [length = 0, usual = 0] = [...this.lengths].sort((a, b) => b[1] - a[1])[0] ?? [];
    const shorter = [...this.lengths].filter(([other]) => other < length).reduce((sum, [, count]) => sum + count, 0);
    return shorter > 0 && usual >= 0.6 * numbers ? { count: shorter, length } : null;
  }
}

const newPosition = (character: string): Position => ({ character, varies: false, digits: false, letters: false });
