import { pause } from "./feed.js";
import { randomId, type Storage } from "./storage.js";

const FACT = "leader";
/** A tab that has not said for so many milliseconds that it lives is taken for closed. */
const LEASE = 6_000;

/**
 * Does the work in one tab at a time; when that one closes, another goes on. It spares connections and requests, and
 * nothing depends on it: two that work at once do no harm, because rows change by compare and set only.
 */
export async function inOneTab(
    storage: Storage,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<void>,
) {
    if (globalThis.navigator?.locks) {
        await navigator.locks.request(`lectern ${storage.name}`, { signal }, () => work(signal));
    } else {
        // Pages that came without TLS have no locks.
        await leased(storage, signal, work);
    }
}

async function leased(storage: Storage, signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>) {
    const lease = new Lease(storage);
    while (!signal.aborted) {
        if (await lease.take(signal)) {
            const ended = new AbortController();
            const both = AbortSignal.any([signal, ended.signal]);
            const keeping = lease.keep(both).finally(() => ended.abort());
            try {
                await work(both);
            } finally {
                ended.abort();
                await keeping;
            }
            if (await lease.release()) {
                return;
            }
        }
        await pause(LEASE / 3, signal);
    }
}

class Lease {
    readonly #self = randomId();

    constructor(readonly storage: Storage) {}

    async take(signal: AbortSignal): Promise<boolean> {
        if ((await this.#holder()) === undefined) {
            await this.#renew();
            await pause(LEASE / 60, signal); // of two that came at once, the one who wrote last has it
        }
        return (await this.#holder()) === this.#self;
    }

    /** Until the signal says so, or until another tab has it because this one slept. */
    async keep(signal: AbortSignal): Promise<void> {
        while (!signal.aborted && (await this.#holder()) === this.#self) {
            await this.#renew();
            await pause(LEASE / 3, signal);
        }
    }

    /** False when it was lost before. */
    async release(): Promise<boolean> {
        const had = (await this.#holder()) === this.#self;
        if (had) {
            await this.storage.remember(FACT, "");
        }
        return had;
    }

    async #holder(): Promise<string | undefined> {
        const [id, until] = ((await this.storage.recall(FACT)) ?? "").split(" ");
        return Number(until) > Date.now() ? id : undefined;
    }

    async #renew(): Promise<void> {
        await this.storage.remember(FACT, `${this.#self} ${Date.now() + LEASE}`);
    }
}
