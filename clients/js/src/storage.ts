import type { Row } from "./row.js";

/** Where a device keeps its copy. Every method is one atomic, durable step; several tabs may use one storage at once. */
export interface Storage {
    /** The same for all tabs that share it, and for nobody else. */
    readonly name: string;

    read(key: string): Promise<Row | undefined>;

    /** Puts a row, or none, in the place of the one that had this `rev` (none: undefined); false when that is not there any more. */
    swap(key: string, rev: string | undefined, row: Row | undefined): Promise<boolean>;

    /** All rows, by key. */
    rows(): Promise<Row[]>;

    /** The keys of the rows that are queued, longest waiting first. */
    queue(): Promise<string[]>;

    /** A small fact that is no row: the cursor, for instance. */
    recall(fact: string): Promise<string | undefined>;

    remember(fact: string, value: string): Promise<void>;

    close(): void;
}

/** Keeps everything until the process ends: for scripts and tests. */
export class MemoryStorage implements Storage {
    readonly name = `memory-${randomId()}`;
    readonly #rows = new Map<string, Row>();
    readonly #facts = new Map<string, string>();

    async read(key: string): Promise<Row | undefined> {
        return this.#rows.get(key);
    }

    async swap(key: string, rev: string | undefined, row: Row | undefined): Promise<boolean> {
        if (this.#rows.get(key)?.rev !== rev) {
            return false;
        }
        if (row) {
            this.#rows.set(key, row);
        } else {
            this.#rows.delete(key);
        }
        return true;
    }

    async rows(): Promise<Row[]> {
        return [...this.#rows.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
    }

    async queue(): Promise<string[]> {
        return [...this.#rows.values()]
            .filter((row) => row.queued !== undefined)
            .sort((one, other) => one.queued! - other.queued!)
            .map((row) => row.key);
    }

    async recall(fact: string): Promise<string | undefined> {
        return this.#facts.get(fact);
    }

    async remember(fact: string, value: string): Promise<void> {
        this.#facts.set(fact, value);
    }

    close(): void {}
}

/** Unlike `crypto.randomUUID` this is also there on pages that came without TLS, as from a server at home. */
export function randomId(): string {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
        byte.toString(16).padStart(2, "0"),
    ).join("");
}
