import type { Row } from "./row.js";
import type { Storage } from "./storage.js";

const ROWS = "rows";
const FACTS = "facts";
const QUEUE = "queue";

/** Keeps the copy in the browser, for all tabs of one origin. The name should tell the account as well as the app. */
export class IndexedDbStorage implements Storage {
    readonly #database: IDBDatabase;

    private constructor(database: IDBDatabase) {
        this.#database = database;
        // Another tab deletes the copy, or opens it with a newer client: it shall not have to wait for this one.
        database.onversionchange = () => database.close();
    }

    static async open(name: string): Promise<IndexedDbStorage> {
        const request = indexedDB.open(name, 1);
        request.onupgradeneeded = () => {
            const rows = request.result.createObjectStore(ROWS, { keyPath: "key" });
            rows.createIndex(QUEUE, "queued"); // holds only the rows that have it
            request.result.createObjectStore(FACTS);
        };
        return new IndexedDbStorage(await result(request));
    }

    /** Removes the copy, and with it what was not sent yet. */
    static async delete(name: string): Promise<void> {
        await result(indexedDB.deleteDatabase(name));
    }

    get name(): string {
        return this.#database.name;
    }

    read(key: string): Promise<Row | undefined> {
        return result(this.#reading(ROWS).get(key));
    }

    async swap(key: string, rev: string | undefined, row: Row | undefined): Promise<boolean> {
        // What exists only here is on the disk before anybody is told that it is kept; the server's can be had again.
        const durability = row?.queued === undefined ? "relaxed" : "strict";
        const transaction = this.#database.transaction(ROWS, "readwrite", { durability });
        const rows = transaction.objectStore(ROWS);
        const before = (await result(rows.get(key))) as Row | undefined;
        const mine = before?.rev === rev;
        if (mine) {
            row ? rows.put(row) : rows.delete(key);
        }
        await finished(transaction);
        return mine;
    }

    rows(): Promise<Row[]> {
        return result(this.#reading(ROWS).getAll());
    }

    async queue(): Promise<string[]> {
        return (await result(this.#reading(ROWS).index(QUEUE).getAllKeys())) as string[];
    }

    recall(fact: string): Promise<string | undefined> {
        return result(this.#reading(FACTS).get(fact));
    }

    async remember(fact: string, value: string): Promise<void> {
        const transaction = this.#database.transaction(FACTS, "readwrite");
        transaction.objectStore(FACTS).put(value, fact);
        await finished(transaction);
    }

    close(): void {
        this.#database.close();
    }

    #reading(store: string): IDBObjectStore {
        return this.#database.transaction(store, "readonly").objectStore(store);
    }
}

function result<T>(request: IDBRequest<T>): Promise<T> {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

function finished(transaction: IDBTransaction): Promise<void> {
    return new Promise((resolve, reject) => {
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(transaction.error);
    });
}
