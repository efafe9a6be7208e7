/** Random choices that a seed repeats. */
export class Random {
    #state: number;

    constructor(seed: number) {
        this.#state = seed;
    }

    below(bound: number): number {
        this.#state = (this.#state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
    }

    chance(percent: number): boolean {
        return this.below(100) < percent;
    }

    pick<T>(from: readonly T[]): T {
        return from[this.below(from.length)]!;
    }
}
