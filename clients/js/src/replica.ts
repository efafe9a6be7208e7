import type { SyncNode } from "./client.js";
import { type Content, same, text } from "./content.js";
import { passing, SyncError, Unreachable } from "./errors.js";
import { type Change, type Changes, pause } from "./feed.js";
import { type Merge, mergeText } from "./merge.js";
import {
    acknowledged,
    type Draft,
    discarded,
    edited,
    gone,
    type Merged,
    type Refused,
    type Row,
    received,
    rejected,
    retried,
    sending,
    shown,
    stamped,
} from "./row.js";
import { randomId, type Storage } from "./storage.js";
import { inOneTab } from "./tabs.js";

export interface ReplicaOptions {
    readonly client: SyncNode;
    readonly storage: Storage;
    /** What belongs to this app: `notes/`. Absent: everything that the account may see. */
    readonly prefix?: string;
    /** Brings together what two devices made of the same content; texts are merged line by line unless it is given. */
    readonly merge?: Merge;
    /** How many milliseconds an edit rests before it is sent, so that typing makes one version and not one for each letter. */
    readonly settle?: number;
}

/** A store as the user sees it, with a network or without. */
export interface Kept extends Content {
    readonly key: string;
    /** It was changed here and the server does not know yet. */
    readonly waiting: boolean;
    /** Why the server does not take the change. It is kept until it is edited, tried again or discarded. */
    readonly refused?: Refused;
    /** It was brought together from these two; until `dismiss`. */
    readonly merged?: Merged;
}

/** `signed-out`: the session has ended. What waits is kept for the next one. */
export type Reach = "online" | "offline" | "signed-out";

const CURSOR = "cursor";
const REACH = "reach";
/** Requests at one time: browsers make no more to one server either. */
const AT_ONCE = 6;
/** How often one edit is merged in a row, when others write all the time. */
const TRIES = 8;
const PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/**
 * A copy of an account's stores that is read and written without a network and brought together with the server when
 * there is one. What `put` has returned from is on this device's disk, whatever happens to tab, network and server; it
 * is sent until the server has acknowledged it.
 */
export class Replica {
    readonly #client: SyncNode;
    readonly #storage: Storage;
    readonly #prefix: string;
    readonly #merge: Merge;
    readonly #settle: number;
    readonly #watchers = new Set<(key?: string) => void>();
    readonly #tabs: BroadcastChannel;
    readonly #closing = new AbortController();
    /** This is the tab that sends and fetches. */
    #leading = false;
    #running: Promise<void> | undefined;
    /** Steps that talk to the server come one after another. */
    #last: Promise<unknown> = Promise.resolve();
    #timer: ReturnType<typeof setTimeout> | undefined;

    constructor(options: ReplicaOptions) {
        this.#client = options.client;
        this.#storage = options.storage;
        this.#prefix = options.prefix ?? "";
        this.#merge = options.merge ?? mergeText;
        this.#settle = options.settle ?? 500;
        this.#tabs = new BroadcastChannel(`lectern ${this.#storage.name}`);
        this.#tabs.onmessage = ({ data }: MessageEvent<string | undefined>) => this.#heard(data);
        (this.#tabs as { unref?: () => void }).unref?.(); // a script may end while it listens
    }

    async get(key: string): Promise<Kept | undefined> {
        return kept(await this.#storage.read(key));
    }

    async list(): Promise<Kept[]> {
        const rows = await this.#storage.rows();
        return rows.filter((row) => row.key.startsWith(this.#prefix)).flatMap((row) => kept(row) ?? []);
    }

    /**
     * Keeps the content and answers what is kept now. `base` is what it was made from, null when there was nothing: if
     * something else is there by then, because another tab or device was quicker, the two are merged. Without `base` it
     * replaces whatever is there.
     */
    async put(key: string, value: Content | string, base?: Content | null): Promise<Kept> {
        const content = typeof value === "string" ? text(value) : value;
        const row = await this.#change(key, async (row) => {
            const now = shown(row);
            const replaces = base === undefined || !now || (base !== null && same(now, base));
            const mine = replaces
                ? content
                : await this.#merge({ key, base: base ?? undefined, mine: content, theirs: now });
            return edited(row, key, mine);
        });
        this.#soon(this.#settle);
        return kept(row)!;
    }

    /** Removes it; given a `base`, only if that is still what is there: an edit beats a deletion. */
    async delete(key: string, base?: Content): Promise<void> {
        await this.#change(key, (row) => {
            const now = shown(row);
            return base && now && !same(now, base) ? row : edited(row, key, null);
        });
        this.#soon(this.#settle);
    }

    /** Forgets what was made here and goes back to what the server has. */
    async discard(key: string): Promise<void> {
        await this.#change(key, (row) => row && discarded(row));
    }

    /** The user has seen what was merged. */
    async dismiss(key: string): Promise<void> {
        await this.#change(key, (row) => {
            const { merged: _, ...rest } = row ?? { key };
            return row?.merged ? rest : row;
        });
    }

    /** Calls back whenever something is different, in any tab: with the key, or without one when it is the state. */
    watch(callback: (key?: string) => void): () => void {
        this.#watchers.add(callback);
        return () => this.#watchers.delete(callback);
    }

    async state(): Promise<{ reach: Reach; waiting: number }> {
        const [reach, queue] = await Promise.all([this.#storage.recall(REACH), this.#storage.queue()]);
        return { reach: (reach as Reach | undefined) ?? "offline", waiting: queue.length };
    }

    /** Sends and fetches by itself from now on, until `close`; at first also what the server refused before. */
    start(): void {
        this.#running ??= inOneTab(this.#storage, this.#closing.signal, (signal) => this.#keepUp(signal)).catch(
            (error) => {
                if (!this.#closing.signal.aborted) {
                    throw error;
                }
            },
        );
    }

    /** Sends and fetches once, also what the server refused before. Fails when something could not be done. */
    async sync(): Promise<void> {
        await this.#inTurn(async () => {
            await this.#retry();
            await this.#pull();
            await this.#push();
        });
    }

    async close(): Promise<void> {
        clearTimeout(this.#timer);
        this.#closing.abort();
        await this.#running;
        await this.#last;
        this.#tabs.close();
        this.#storage.close();
    }

    async #keepUp(signal: AbortSignal): Promise<void> {
        this.#leading = true;
        await this.#retry();
        let failures = 0;
        while (!signal.aborted) {
            try {
                const since = (await this.#cursor()) ?? (await this.#inTurn(() => this.#pull()));
                for await (const news of this.#client.follow({
                    since,
                    prefix: this.#prefix || undefined,
                    signal,
                })) {
                    if (news.live) {
                        await this.#inTurn(() => this.#take(news));
                        failures = 0;
                    }
                    await this.#reached(news.live ? "online" : "offline");
                }
            } catch (error) {
                if (error instanceof SyncError && error.reason === "cursor_expired") {
                    await this.#storage.remember(CURSOR, "");
                } else if (await this.#failed(error)) {
                    break;
                }
                await pause(Math.min(PAUSE * 2 ** failures++, LONGEST_PAUSE), signal);
            }
        }
        this.#leading = false;
    }

    async #take(news: Changes): Promise<void> {
        await this.#apply(news.changes);
        await this.#storage.remember(CURSOR, news.cursor);
        await this.#push();
    }

    async #pull(): Promise<string> {
        try {
            return await this.#pullSince(await this.#cursor());
        } catch (error) {
            if (error instanceof SyncError && error.reason === "cursor_expired") {
                return this.#pullSince(undefined);
            }
            throw error;
        }
    }

    /** Everything since then, or everything there is: then what does not turn up any more is looked for. */
    async #pullSince(cursor: string | undefined): Promise<string> {
        let since = cursor;
        const all = since === undefined ? new Set<string>() : undefined;
        for (let more = true; more; ) {
            const page = await this.#client.changes({ since, prefix: this.#prefix || undefined });
            await this.#apply(page.changes);
            for (const { key } of page.changes) {
                all?.add(key);
            }
            ({ cursor: since, more } = page);
        }
        if (all) {
            const rows = await this.#storage.rows();
            await each(
                rows.filter((row) => row.base && !all.has(row.key)),
                (row) => this.#refresh(row.key),
            );
        }
        await this.#storage.remember(CURSOR, since!);
        return since!;
    }

    /** A change only says which store to look at; what counts is what is there. */
    async #apply(changes: readonly Change[]): Promise<void> {
        await each(changes, async ({ key, event, token }) => {
            const row = await this.#storage.read(key);
            const there = event === "put" || event === "grant" ? token : undefined;
            if (key.startsWith(this.#prefix) && row?.base?.token !== there) {
                await this.#refresh(key);
            }
        });
    }

    async #refresh(key: string): Promise<void> {
        const entry = await this.#client.get(key);
        await this.#change(key, (row) =>
            entry
                ? received(row, key, { token: entry.token, content: content(entry) }, this.#merge)
                : row && gone(row),
        );
    }

    async #retry(): Promise<void> {
        for (const { key, refused } of await this.#storage.rows()) {
            if (refused) {
                await this.#change(key, (row) => row && retried(row));
            }
        }
    }

    async #push(): Promise<void> {
        await each(await this.#storage.queue(), (key) => this.#send(key));
    }

    async #send(key: string): Promise<void> {
        for (let tries = 0; tries < TRIES; tries++) {
            // That it is on its way is stored before it is: whoever comes after a crash repeats it.
            const row = await this.#change(key, (row) => row && sending(row));
            if (!row?.sent) {
                return;
            }
            try {
                const token = await this.#deliver(row, row.sent.content);
                await this.#change(key, (now) => now && acknowledged(now, row, token));
                return;
            } catch (error) {
                if (!(error instanceof SyncError) || error.passing || error.status === 401) {
                    throw error;
                }
                if (error.conflict) {
                    await this.#refresh(key);
                } else {
                    const { status, reason, message } = error;
                    await this.#change(key, (now) => now && rejected(now, { status, reason, message }));
                    return;
                }
            }
        }
    }

    async #deliver({ key, base }: Row, content: Content | null): Promise<string | undefined> {
        if (content) {
            return this.#client.write(key, content, base?.token);
        }
        try {
            await this.#client.delete(key, base?.token ?? "");
        } catch (error) {
            if (!(error instanceof SyncError && error.status === 404) || error.passing) {
                throw error;
            }
        }
        return undefined;
    }

    /** The only way that a row changes: the step is taken anew when another tab was quicker. */
    async #change(
        key: string,
        step: (row: Row | undefined) => Draft | undefined | Promise<Draft | undefined>,
    ): Promise<Row | undefined> {
        for (;;) {
            const row = await this.#storage.read(key);
            const next = await step(row);
            if (next === row) {
                return row;
            }
            const now = next && stamped(next, randomId(), Date.now());
            if (await this.#storage.swap(key, row?.rev, now)) {
                this.#tell(key);
                return now;
            }
        }
    }

    #inTurn<T>(step: () => Promise<T>): Promise<T> {
        const turn = this.#last.then(step);
        this.#last = turn.catch(() => undefined);
        return turn;
    }

    /** Sends what waits, in the tab that does so. */
    #soon(milliseconds: number): void {
        if (!this.#leading) {
            return;
        }
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
            this.#inTurn(() => this.#push()).catch(async (error) => {
                if (!(await this.#failed(error))) {
                    this.#soon(PAUSE);
                }
            });
        }, milliseconds);
    }

    /** Whether nothing can be done any more. */
    async #failed(error: unknown): Promise<boolean> {
        if (error instanceof SyncError && error.status === 401) {
            await this.#reached("signed-out");
            return true;
        }
        if (error instanceof Unreachable) {
            await this.#reached("offline");
        } else if (!passing(error)) {
            console.error("Lectern: could not sync;", error); // and is tried again: the copy stays usable meanwhile
        }
        return false;
    }

    async #cursor(): Promise<string | undefined> {
        return (await this.#storage.recall(CURSOR)) || undefined;
    }

    async #reached(reach: Reach): Promise<void> {
        if ((await this.#storage.recall(REACH)) !== reach) {
            await this.#storage.remember(REACH, reach);
            this.#tell();
        }
    }

    #tell(key?: string): void {
        this.#tabs.postMessage(key);
        for (const watcher of this.#watchers) {
            watcher(key);
        }
    }

    #heard(key?: string): void {
        for (const watcher of this.#watchers) {
            watcher(key);
        }
        this.#soon(this.#settle);
    }
}

/** All of them, a few at once; fails when one did, but not before the others had their chance. */
async function each<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
    const failures: unknown[] = [];
    const waiting = items.values();
    const worker = async () => {
        for (const item of waiting) {
            await work(item).catch((error) => failures.push(error));
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if (failures.length > 0) {
        throw failures[0];
    }
}

function kept(row: Row | undefined): Kept | undefined {
    const content = shown(row);
    if (!row || !content) {
        return undefined;
    }
    const { key, refused, merged } = row;
    const waiting = Boolean(row.edit ?? row.sent);
    return { ...content, key, waiting, ...(refused ? { refused } : {}), ...(merged ? { merged } : {}) };
}

function content({ body, type, meta }: Content): Content {
    return { body, type, ...(meta === undefined ? {} : { meta }) };
}
