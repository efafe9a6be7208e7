import { createHash, randomBytes } from "node:crypto";
import type { Permission } from "#client/client";

/** As much of a Sync Node server as the client uses, in memory. The tests that compare it with the real one keep it honest. */
export class FakeServer {
    readonly #accounts = new Map<string, Account>();
    readonly #sessions = new Map<string, Account>();
    readonly #stores: Store[] = [];
    readonly #listeners = new Set<() => void>();
    #epoch = 1;
    #position = 1;
    /** Switched off, `/events` is not found, as on a server that only has lists of changes. */
    streams = true;

    readonly fetch: typeof fetch = async (input, init) => {
        const request = new Request(input, init);
        try {
            return await this.#answer(request);
        } catch (error) {
            if (error instanceof Refusal) {
                return error.response;
            }
            throw error;
        }
    };

    /** As after a restore from a backup: no cursor that was ever handed out is good any more. */
    forgetCursors(): void {
        this.#epoch++;
    }

    /** Ends every session. */
    signEverybodyOut(): void {
        this.#sessions.clear();
        this.#wake();
    }

    async #answer(request: Request): Promise<Response> {
        const url = new URL(request.url);
        const [, area = "", ...rest] = url.pathname.split("/");
        const key = decodeURIComponent(rest.join("/"));
        const route = `${request.method} /${area}`;
        if (route === "POST /account" || route === "POST /auth") {
            return this.#signIn(route, (await request.json()) as { id: string; password: string });
        }
        const token = /^Bearer (.+)$/.exec(request.headers.get("Authorization") ?? "")?.[1] ?? "";
        if (route === "DELETE /auth") {
            return this.#signOut(token);
        }
        const account = this.#sessions.get(token);
        if (!account) {
            throw new Refusal(401, "AUTH01", token ? "bad_token" : "no_token");
        }
        const caller: Caller = { account, device: request.headers.get("X-Sync-Client") ?? undefined };
        switch (route) {
            case "GET /account":
                return Response.json(
                    [...this.#sessions]
                        .filter(([, owner]) => owner === account)
                        .map(([one]) => ({
                            token: one === token ? one : handle(one),
                            current: one === token,
                        })),
                );
            case "POST /password":
                account.password = ((await request.json()) as { password: string }).password;
                for (const [other, owner] of this.#sessions) {
                    if (owner === account && other !== token) {
                        this.#sessions.delete(other);
                    }
                }
                this.#wake();
                return new Response(null, { status: 204 });
            case "GET /store":
                return key === ""
                    ? this.#list(account, url.searchParams.get("prefix") ?? "")
                    : this.#get(account, key, url);
            case "PUT /store":
                return this.#put(caller, key, request);
            case "DELETE /store":
                return this.#delete(caller, key, request);
            case "GET /permission": {
                const store = this.#visible(account, key);
                const members = [...store.members].map(([user, permission]) => ({ user, permission }));
                return Response.json(members.filter(({ user }) => owns(store, account) || user === account.id));
            }
            case "PUT /permission":
                return this.#share(
                    caller,
                    key,
                    (await request.json()) as { user: string; permission: Permission }[],
                );
            case "DELETE /permission":
                return this.#unshare(caller, key, (url.searchParams.get("users") ?? "").split(","));
            case "GET /versions":
                return Response.json(
                    this.#history(account, key).versions.map(({ token, body, type, modified }, at) => ({
                        ...{ token, size: body.length, contentType: type, modified, current: at === 0 },
                    })),
                );
            case "POST /versions": {
                const { restore } = (await request.json()) as { restore: string };
                const store = this.#history(account, key);
                const version = store.versions.find((one) => one.token === restore);
                if (!version) {
                    throw new Refusal(404, "ERR01", "unknown_version");
                }
                store.deleted = false;
                this.#write(caller, store, version);
                return new Response(null, { status: 204 });
            }
            case "GET /changes":
                return this.#changes(account, url, request.signal);
            case "GET /events":
                if (this.streams) {
                    return this.#events(account, token, url, request.signal);
                }
        }
        throw new Refusal(404, "ERR01", "no_route");
    }

    #signIn(route: string, { id, password }: { id: string; password: string }): Response {
        let account = this.#accounts.get(id.toLowerCase());
        if (route === "POST /account") {
            if (account) {
                throw new Refusal(409, "ACCT03", "id_taken");
            }
            if (password.length < 8) {
                throw new Refusal(400, "ACCT02", "bad_password");
            }
            account = { id, password, feed: new Map() };
            this.#accounts.set(id.toLowerCase(), account);
        }
        if (account?.password !== password) {
            throw new Refusal(401, "AUTH01", "bad_credentials");
        }
        const token = `sn1_${random(32)}`;
        this.#sessions.set(token, account);
        return Response.json({ token, expiration: Date.now() + 30 * 86_400_000 });
    }

    /** The bearer is the session's token, or the handle by which another session lists it. */
    #signOut(bearer: string): Response {
        const token = [...this.#sessions.keys()].find((one) => one === bearer || handle(one) === bearer);
        if (!token) {
            throw new Refusal(401, "AUTH01", "bad_token");
        }
        this.#sessions.delete(token);
        this.#wake();
        return new Response(null, { status: 204 });
    }

    #get(account: Account, key: string, url: URL): Response {
        const store = this.#visible(account, key);
        const wanted = url.searchParams.get("version");
        const version = wanted ? store.versions.find((one) => one.token === wanted) : store.versions[0];
        if (!version) {
            throw new Refusal(404, "ERR01", "unknown_version");
        }
        const headers = new Headers({
            "Content-Type": version.type,
            ETag: `"${version.token}"`,
            "Last-Modified": new Date(version.modified).toUTCString(),
            "X-Sync-Token": version.token,
            "X-Sync-Permission": store.members.get(account.id)!,
            "X-Sync-Address": store.address,
        });
        if (version.meta !== null) {
            headers.set("X-Sync-Meta", version.meta);
        }
        if (store.home !== account) {
            headers.set("X-Sync-Owner", store.home.id);
        }
        return new Response(version.body, { headers });
    }

    async #put(caller: Caller, key: string, request: Request): Promise<Response> {
        const { account } = caller;
        const body = new Uint8Array(await request.arrayBuffer());
        const type = request.headers.get("Content-Type") ?? "application/octet-stream";
        const meta = request.headers.get("X-Sync-Meta");
        const token = request.headers.get("X-Sync-Token") || null;
        let store = this.#find(account, key);
        if (!store && key.startsWith("~")) {
            throw new Refusal(404, "ERR01", "unknown");
        }
        const [current] = store?.versions ?? [];
        if (!store || !current) {
            if (token) {
                throw new Refusal(412, "KEY01", this.#tombstone(account, key) ? "deleted" : "token_mismatch");
            }
            store = this.#create(account, key);
        } else if (store.members.get(account.id) === "READ") {
            throw new Refusal(403, "AUTH01", "read_only");
        } else if (token !== current.token) {
            const repeated =
                token === current.previous &&
                current.writer === account &&
                current.type === type &&
                current.meta === meta &&
                Buffer.compare(current.body, body) === 0;
            if (!repeated) {
                throw new Refusal(412, "KEY01", token ? "token_mismatch" : "token_missing", {
                    token: current.token,
                });
            }
            return new Response(null, {
                status: 204,
                headers: { "X-Sync-Token": current.token, "X-Sync-Status": "unchanged" },
            });
        }
        const written = this.#write(caller, store, { body, type, meta });
        const headers = { "X-Sync-Token": written, "X-Sync-Status": current ? "updated" : "created" };
        return new Response(null, { status: 204, headers });
    }

    #delete({ account, device }: Caller, key: string, request: Request): Response {
        const token = request.headers.get("X-Sync-Token") || null;
        const store = this.#find(account, key);
        if (!store) {
            const tombstone = this.#tombstone(account, key);
            if (tombstone && token && tombstone.versions[0]!.token === token) {
                return new Response(null, { status: 204 });
            }
            throw new Refusal(404, "ERR01", tombstone ? "deleted" : "unknown");
        }
        if (!owns(store, account)) {
            throw new Refusal(403, "AUTH01", store.members.get(account.id) === "READ" ? "read_only" : "not_owner");
        }
        const current = store.versions[0]!;
        if (token !== current.token) {
            throw new Refusal(412, "KEY01", token ? "token_mismatch" : "token_missing", { token: current.token });
        }
        store.deleted = true;
        for (const member of store.members.keys()) {
            this.#tell(this.#account(member), store, "delete", device);
        }
        this.#wake();
        return new Response(null, { status: 204 });
    }

    #list(account: Account, prefix: string): Response {
        const stores = this.#stores
            .filter((store) => !store.deleted && store.members.has(account.id) && store.name.startsWith(prefix))
            .map((store) => ({
                ...this.#described(account, store),
                shared: store.home === account ? undefined : true,
            }))
            .sort((one, other) => (one.key < other.key ? -1 : 1));
        return Response.json(stores, { headers: { "X-Sync-Cursor": this.#cursor(this.#position) } });
    }

    #share(
        { account, device }: Caller,
        key: string,
        members: { user: string; permission: Permission }[],
    ): Response {
        const store = this.#visible(account, key);
        if (!owns(store, account)) {
            throw new Refusal(403, "AUTH01", "not_owner");
        }
        const unknown = members.map(({ user }) => user).filter((user) => !this.#accounts.has(user));
        if (unknown.length > 0) {
            throw new Refusal(404, "ERR01", "unknown_user", { users: unknown });
        }
        const after = new Map([...store.members, ...members.map((one) => [one.user, one.permission] as const)]);
        return this.#setMembers(store, after, device);
    }

    #unshare({ account, device }: Caller, key: string, users: string[]): Response {
        const store = this.#visible(account, key);
        if (!owns(store, account) && users.some((user) => user !== account.id)) {
            throw new Refusal(403, "AUTH01", "not_owner");
        }
        return this.#setMembers(
            store,
            new Map([...store.members].filter(([user]) => !users.includes(user))),
            device,
        );
    }

    #setMembers(store: Store, after: Map<string, Permission>, device: string | undefined): Response {
        if (![...after.values()].includes("OWN")) {
            throw new Refusal(409, "ERR02", "last_owner");
        }
        for (const [user, permission] of after) {
            if (store.members.get(user) !== permission) {
                store.members.set(user, permission);
                this.#tell(this.#account(user), store, "grant", device);
            }
        }
        for (const user of [...store.members.keys()].filter((user) => !after.has(user))) {
            store.members.delete(user);
            this.#tell(this.#account(user), store, "revoke", device);
        }
        this.#wake();
        return new Response(null, { status: 204 });
    }

    async #changes(account: Account, url: URL, signal: AbortSignal): Promise<Response> {
        const since = this.#since(url.searchParams.get("since"));
        const limit = Number(url.searchParams.get("limit") ?? 500);
        const prefix = url.searchParams.get("prefix") ?? "";
        if (this.#news(account, since).length === 0 && url.searchParams.has("wait") && since > 0) {
            await this.#change(Number(url.searchParams.get("wait")) * 1_000, signal);
        }
        const news = this.#news(account, since);
        const page = news.slice(0, limit);
        return Response.json({
            changes: page.map(({ row }) => row).filter(({ key }) => key.startsWith(prefix)),
            cursor: this.#cursor(page.at(-1)?.position ?? Math.max(since, 1)),
            more: page.length < news.length,
        });
    }

    #events(account: Account, token: string, url: URL, signal: AbortSignal): Response {
        let since = this.#since(url.searchParams.get("since"));
        const encoder = new TextEncoder();
        const stream = new ReadableStream<Uint8Array>({
            start: (controller) => controller.enqueue(encoder.encode("retry: 3000\n\n")),
            pull: async (controller) => {
                while (!signal.aborted && this.#sessions.has(token)) {
                    const [next] = this.#news(account, since);
                    if (next) {
                        since = next.position;
                        const event = `id: ${this.#cursor(since)}\nevent: change\ndata: ${JSON.stringify(next.row)}\n\n`;
                        controller.enqueue(encoder.encode(event));
                        return;
                    }
                    await this.#change(20_000, signal);
                }
                controller.close();
            },
        });
        return new Response(stream, { headers: { "Content-Type": "text/event-stream" } });
    }

    #news(account: Account, since: number): Told[] {
        return [...account.feed.values()]
            .filter(({ position }) => position > since)
            .sort((one, other) => one.position - other.position);
    }

    #since(cursor: string | null): number {
        if (!cursor) {
            return 0;
        }
        const [epoch, position] = cursor.split("-");
        if (Number(epoch) !== this.#epoch) {
            throw new Refusal(410, "ERR01", "cursor_expired", { cursor: this.#cursor(this.#position) });
        }
        return Number(position);
    }

    #cursor(position: number): string {
        return `${this.#epoch}-${position}`;
    }

    #change(milliseconds: number, signal: AbortSignal): Promise<void> {
        return new Promise((resolve) => {
            const done = () => {
                clearTimeout(timer);
                signal.removeEventListener("abort", done);
                this.#listeners.delete(done);
                resolve();
            };
            const timer = setTimeout(done, milliseconds);
            timer.unref();
            signal.addEventListener("abort", done);
            this.#listeners.add(done);
        });
    }

    #wake(): void {
        for (const listener of [...this.#listeners]) {
            listener();
        }
    }

    #tell(account: Account, store: Store, event: string, client: string | undefined): void {
        const position = ++this.#position;
        const { address } = store;
        const gone = event === "delete" || event === "revoke";
        const row = gone ? { key: store.name, address } : this.#described(account, store);
        account.feed.set(address, { position, row: { ...row, event, client } });
    }

    #described(account: Account, store: Store) {
        const { token, body, type, modified } = store.versions[0]!;
        return {
            ...{ key: store.name, address: store.address, token, size: body.length, contentType: type, modified },
            permission: store.members.get(account.id),
            owner: store.home === account ? undefined : store.home.id,
        };
    }

    #create(account: Account, name: string): Store {
        const before = this.#stores.findIndex((store) => store.home === account && store.name === name);
        if (before >= 0) {
            this.#stores.splice(before, 1);
        }
        const hash = createHash("sha256").update(`${account.id}\n${name}`).digest("base64url");
        const members = new Map<string, Permission>([[account.id, "OWN"]]);
        const store: Store = { name, address: `~${hash}`, home: account, members, versions: [], deleted: false };
        this.#stores.push(store);
        return store;
    }

    #write({ account, device }: Caller, store: Store, content: Pick<Version, "body" | "type" | "meta">): string {
        const { body, type, meta } = content;
        const previous = store.versions[0]?.token ?? null;
        const token = random(24);
        store.versions.unshift({ body, type, meta, token, previous, writer: account, modified: Date.now() });
        for (const member of store.members.keys()) {
            this.#tell(this.#account(member), store, "put", device);
        }
        this.#wake();
        return token;
    }

    #find(account: Account, key: string): Store | undefined {
        const there = this.#stores.filter((store) => !store.deleted && store.members.has(account.id));
        return (
            there.find((store) => store.address === key) ??
            there.find((store) => store.name === key && store.home === account) ??
            there.find((store) => store.name === key)
        );
    }

    #visible(account: Account, key: string): Store {
        const store = this.#find(account, key);
        if (!store) {
            throw new Refusal(404, "ERR01", this.#tombstone(account, key) ? "deleted" : "unknown");
        }
        return store;
    }

    #tombstone(account: Account, key: string): Store | undefined {
        return this.#stores.find(
            (store) => store.deleted && store.members.has(account.id) && [store.name, store.address].includes(key),
        );
    }

    #history(account: Account, key: string): Store {
        const store = this.#find(account, key) ?? this.#tombstone(account, key);
        if (!store) {
            throw new Refusal(404, "ERR01", "unknown");
        }
        if (!owns(store, account)) {
            throw new Refusal(403, "AUTH01", "not_owner");
        }
        return store;
    }

    #account(id: string): Account {
        return this.#accounts.get(id.toLowerCase())!;
    }
}

interface Account {
    readonly id: string;
    password: string;
    readonly feed: Map<string, Told>;
}

/** A row of an account's feed, of which only the latest of each store is kept. */
interface Told {
    readonly position: number;
    readonly row: { readonly key: string; readonly event: string; readonly client: string | undefined };
}

interface Caller {
    readonly account: Account;
    readonly device: string | undefined;
}

interface Store {
    readonly name: string;
    readonly address: string;
    readonly home: Account;
    readonly members: Map<string, Permission>;
    /** Newest first. */
    readonly versions: Version[];
    deleted: boolean;
}

interface Version {
    readonly body: Uint8Array<ArrayBuffer>;
    readonly type: string;
    readonly meta: string | null;
    readonly token: string;
    readonly previous: string | null;
    readonly writer: Account;
    readonly modified: number;
}

class Refusal extends Error {
    readonly response: Response;

    constructor(status: number, code: string, reason: string, more: Record<string, unknown> = {}) {
        super(reason);
        this.response = Response.json({ code, reason, message: `No: ${reason}.`, ...more }, { status });
    }
}

function owns(store: Store, account: Account): boolean {
    return store.members.get(account.id) === "OWN";
}

function handle(token: string): string {
    return `~${token.slice(4, 26)}`;
}

function random(octets: number): string {
    return randomBytes(octets).toString("base64url");
}
