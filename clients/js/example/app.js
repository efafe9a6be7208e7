import { IndexedDbStorage, Replica, SyncError, SyncNode, text, textOf } from "../dist/index.js";

/** @typedef {{ server: string, id: string, session: import("../dist/index.js").Session }} Account */

const ACCOUNT = "lectern notes";

/** @type {(id: string) => any} */
const element = (id) => document.getElementById(id);
const signIn = element("sign-in");
const area = element("text");

/** The note that is open: what is typed is kept at once, and what others write turns up in it. */
class OpenNote {
    /** @type {Promise<void> | undefined} */
    #saving;

    /**
     * @param {Replica} notes
     * @param {string} key
     * @param {import("../dist/index.js").Kept | undefined} kept
     */
    constructor(notes, key, kept) {
        this.notes = notes;
        this.key = key;
        this.kept = kept;
        /** What the text was made of. @type {import("../dist/index.js").Content | null} */
        this.base = kept ?? null;
        this.text = kept ? textOf(kept) : "";
    }

    /**
     * Ends when everything that was typed is kept.
     * @param {string} typed
     */
    async type(typed) {
        this.text = typed;
        this.#saving ??= this.#save().finally(() => {
            this.#saving = undefined;
        });
        await this.#saving;
    }

    /** What is kept may differ from what was typed by what came from elsewhere; then typing goes on from what was typed. */
    async #save() {
        while (!this.base || this.text !== textOf(this.base)) {
            const typed = this.text;
            this.kept = await this.notes.put(this.key, typed, this.base);
            const still = this.text === typed;
            this.base = still ? this.kept : text(typed);
            this.text = still ? textOf(this.kept) : this.text;
        }
    }

    /** Takes over what changed elsewhere; false when it is not there any more. */
    async refresh() {
        const kept = await this.notes.get(this.key);
        if (!this.#saving) {
            const gone = this.kept && !kept;
            this.kept = kept;
            this.base = kept ?? null;
            this.text = kept ? textOf(kept) : "";
            return !gone;
        }
        return true;
    }
}

/**
 * @param {Account} account
 * @param {SyncNode} client
 */
async function show(account, client) {
    const storage = await IndexedDbStorage.open(`notes ${account.server} ${account.id.toLowerCase()}`);
    const notes = new Replica({ client, storage, prefix: "notes/" });
    /** @type {OpenNote | undefined} */
    let open;

    const draw = once(async () => {
        if (open && !(await open.refresh())) {
            location.hash = "";
        }
        const [all, { reach, waiting }] = await Promise.all([notes.list(), notes.state()]);
        drawState(reach, waiting);
        drawNote(open);
        element("list").replaceChildren(...all.reverse().map((note) => listed(note, note.key === open?.key)));
    });

    const follow = async () => {
        const key = decodeURIComponent(location.hash.slice(1));
        open = key ? new OpenNote(notes, key, await notes.get(key)) : undefined;
        await draw();
        if (open && !open.kept) {
            area.focus();
        }
    };
    const end = new AbortController();
    /** @type {(target: EventTarget, event: string, handler: (event: any) => unknown) => void} */
    const on = (target, event, handler) => target.addEventListener(event, handler, { signal: end.signal });

    on(window, "hashchange", follow);
    on(area, "input", async () => {
        try {
            await open?.type(area.value);
            await draw();
        } catch (error) {
            element("fate").textContent = `This device cannot keep it: ${error}`;
        }
    });
    on(element("new"), "click", () => {
        const random = Math.random().toString(36).slice(2, 8);
        location.hash = encodeURIComponent(`notes/${Date.now().toString(36)}-${random}`);
    });
    on(element("back"), "click", () => {
        location.hash = "";
    });
    on(element("delete"), "click", async () => {
        if (open?.base) {
            await notes.delete(open.key, open.base);
        }
        location.hash = "";
    });
    on(element("dismiss"), "click", () => open && notes.dismiss(open.key));
    on(element("sign-out"), "click", async () => {
        const { waiting } = await notes.state();
        if (waiting > 0 && !confirm(`${waiting} changes have not been sent. Sign out and lose them?`)) {
            return;
        }
        end.abort();
        await notes.close();
        await IndexedDbStorage.delete(storage.name);
        await client.signOut().catch(() => undefined); // offline, the session ends by itself
        localStorage.removeItem(ACCOUNT);
        location.replace(location.pathname);
    });
    on(window, "storage", (event) => event.key === ACCOUNT && location.reload()); // signed out in another tab
    navigator.storage?.persist().catch(() => false); // or the browser may throw the copy away when the disk is full
    notes.watch(draw);
    notes.start();
    await follow();
}

/**
 * @param {import("../dist/index.js").Reach} reach
 * @param {number} waiting
 */
function drawState(reach, waiting) {
    const words = {
        online: waiting > 0 ? "Saving …" : "Saved",
        offline: waiting > 0 ? `Offline, ${waiting} to send` : "Offline",
        "signed-out": "Signed out",
    };
    element("state").textContent = words[reach];
    element("state").dataset.reach = reach;
    signIn.hidden = reach !== "signed-out";
    element("notes").hidden = reach === "signed-out";
}

/** @param {OpenNote | undefined} open */
function drawNote(open) {
    element("note").hidden = !open;
    if (open) {
        const { waiting, refused, merged } = open.kept ?? {};
        write(area, open.text);
        element("fate").textContent = refused
            ? `Not sent: ${refused.message}`
            : waiting
              ? "Kept on this device"
              : "";
        element("merged").hidden = !merged;
        element("mine").textContent = merged ? textOf(merged.mine) : "";
        element("theirs").textContent = merged ? textOf(merged.theirs) : "";
    }
}

/**
 * @param {import("../dist/index.js").Kept} note
 * @param {boolean} current
 */
function listed(note, current) {
    const [title = "", ...more] = textOf(note)
        .split("\n")
        .filter((line) => line.trim() !== "");
    const link = document.createElement("a");
    link.href = `#${encodeURIComponent(note.key)}`;
    if (current) {
        link.setAttribute("aria-current", "true");
    }
    const [strong, span] = [document.createElement("strong"), document.createElement("span")];
    strong.textContent = title || "Untitled";
    span.textContent = note.refused ? "Not sent" : note.merged ? "Merged" : more[0] || "\u00a0";
    link.append(strong, span);
    const item = document.createElement("li");
    item.append(link);
    return item;
}

/**
 * Shows another text, and leaves the cursor at the words where it was.
 * @param {HTMLTextAreaElement} area
 * @param {string} now
 */
function write(area, now) {
    const before = area.value;
    if (before === now) {
        return;
    }
    let same = 0;
    while (same < before.length && before[same] === now[same]) {
        same++;
    }
    const place = (/** @type {number} */ at) => (at <= same ? at : Math.max(same, at + now.length - before.length));
    const [start, end] = [place(area.selectionStart), place(area.selectionEnd)];
    area.value = now;
    area.setSelectionRange(start, end);
}

/**
 * However often it is asked for while it runs, it runs once more.
 * @param {() => Promise<void>} work
 */
function once(work) {
    /** @type {Promise<void> | undefined} */
    let running;
    let again = false;
    return async () => {
        again = true;
        running ??= (async () => {
            while (again) {
                again = false;
                await work();
            }
        })().finally(() => {
            running = undefined;
        });
        await running;
    };
}

signIn.addEventListener("submit", async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const { server, id, password } = Object.fromEntries(/** @type {any} */ (new FormData(signIn)));
    const problem = signIn.querySelector(".problem");
    problem.textContent = "";
    try {
        const button = /** @type {HTMLButtonElement} */ (event.submitter);
        const enter = button.value === "register" ? SyncNode.register : SyncNode.signIn;
        const { session } = await enter(server, { id, password });
        localStorage.setItem(ACCOUNT, JSON.stringify({ server, id, session }));
        location.reload();
    } catch (error) {
        problem.textContent = error instanceof SyncError ? error.message : `There is no answer from ${server}.`;
    }
});

/** @type {Account | null} */
const account = JSON.parse(localStorage.getItem(ACCOUNT) ?? "null");
if (account) {
    signIn.elements.server.value = account.server;
    signIn.elements.id.value = account.id;
    await show(account, new SyncNode(account.server, account.session, { device: "notes" }));
} else {
    signIn.hidden = false;
}

// Brings the page itself without a network; only pages that came over TLS, or from this machine, have it.
await navigator.serviceWorker?.register("service-worker.js");
