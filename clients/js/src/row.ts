import { type Content, same } from "./content.js";
import type { Merge } from "./merge.js";

/**
 * What this device knows of one store, and what it made of it. A row is never changed, only replaced, and only by
 * whoever read the `rev` that it replaces: so several tabs can work on one copy, as several devices do on one server.
 *
 *     edited ──> edit ──sending──> sent ──acknowledged──> base
 *                 ^                 │
 *                 └─────received────┘  somebody else was quicker: merged into an edit of the new base
 */
export interface Row {
    readonly key: string;
    readonly rev: string;
    /** The server's content as last seen; absent when the server has none. */
    readonly base?: Base;
    /** What was made of it here and waits to be sent. */
    readonly edit?: Edit;
    /** What was sent, while no answer has been heard. It is repeated as it stands until one is, and never mixed with later edits. */
    readonly sent?: Edit;
    /** Since when something waits to be sent; absent when nothing does. */
    readonly queued?: number;
    /** Why the server does not take it. It waits until it is edited, tried again or discarded. */
    readonly refused?: Refused;
    /** The two sides of the last merge, until somebody has looked at them. */
    readonly merged?: Merged;
}

export interface Base {
    readonly token: string;
    readonly content: Content;
}

export interface Edit {
    /** Null: deleted. */
    readonly content: Content | null;
}

export interface Refused {
    readonly status: number;
    readonly reason: string;
    readonly message: string;
}

export interface Merged {
    readonly mine: Content;
    readonly theirs: Content;
}

/** A row before it is stored, which gives it its `rev` and its place in the queue. */
export type Draft = Omit<Row, "rev" | "queued">;

/** What the user sees: the newest of the three, absent when that is a deletion. */
export function shown(row: Draft | undefined): Content | undefined {
    const newest = row?.edit ?? row?.sent ?? row?.base;
    return newest?.content ?? undefined;
}

/** The user made this of it. */
export function edited(row: Draft | undefined, key: string, content: Content | null): Draft | undefined {
    const { refused: _, edit: __, merged, ...rest } = row ?? { key };
    const before = rest.sent ?? rest.base ?? { content: null };
    const kept = content && merged ? { merged } : {};
    return tidy({ ...rest, ...kept, ...(sameOrNone(before.content, content) ? {} : { edit: { content } }) });
}

/** The edit is on its way from now on, unless an earlier one still is. */
export function sending(row: Draft): Draft {
    const { edit, ...rest } = row;
    return row.sent || !edit || row.refused ? row : { ...rest, sent: edit };
}

/** The server took what was sent when the row was `then`. Nothing happens if that is settled already. */
export function acknowledged(row: Draft, then: Draft, token: string | undefined): Draft | undefined {
    const { base, sent, ...rest } = row;
    if (!sent || !then.sent || !sameOrNone(sent.content, then.sent.content) || base?.token !== then.base?.token) {
        return row;
    }
    return tidy(sent.content && token ? { ...rest, base: { token, content: sent.content } } : rest);
}

/** The server does not take what was sent, and repeating it would not help. A refused deletion is none. */
export function rejected(row: Draft, refused: Refused): Draft {
    const { sent, edit, ...rest } = row;
    const mine = (edit ?? sent)?.content;
    return { ...rest, refused, ...(mine ? { edit: { content: mine } } : {}) };
}

export function retried(row: Draft): Draft {
    const { refused: _, ...rest } = row;
    return rest;
}

/** Back to what the server has. */
export function discarded(row: Draft): Draft | undefined {
    const { edit: _, sent: __, refused: ___, merged: ____, ...rest } = row;
    return tidy(rest);
}

/** This is what the server has. What was made here is brought together with it; an edit beats a deletion. */
export async function received(row: Draft | undefined, key: string, theirs: Base, merge: Merge): Promise<Draft> {
    if (!row) {
        return { key, base: theirs };
    }
    if (row.base?.token === theirs.token) {
        return row;
    }
    const { base, sent, edit, refused, ...rest } = row;
    if (sent?.content && same(sent.content, theirs.content)) {
        // Our own write, whose answer was lost or comes later.
        return { ...rest, base: theirs, ...(edit ? { edit } : {}) };
    }
    const mine = (edit ?? sent)?.content;
    if (!mine || same(mine, theirs.content)) {
        return { ...rest, base: theirs };
    }
    const merged = await merge({ key, base: base?.content, mine, theirs: theirs.content });
    const stays = refused ? { refused } : {};
    const both = { ...rest, ...stays, base: theirs, merged: { mine, theirs: theirs.content } };
    return same(merged, theirs.content) ? both : { ...both, edit: { content: merged } };
}

/** The server has none. What was written here stays and is stored anew; an edit beats a deletion. */
export function gone(row: Draft): Draft | undefined {
    const { base: _, sent, edit, merged, ...rest } = row;
    const mine = (edit ?? sent)?.content;
    return mine ? { ...rest, edit: { content: mine } } : undefined;
}

/** The row as it is stored. */
export function stamped(row: Draft, rev: string, now: number): Row {
    const { queued = now, ...rest } = row as Row;
    const waits = (row.edit || row.sent) && !row.refused;
    return { ...rest, rev, ...(waits ? { queued } : {}) };
}

/** A row that says nothing is none. */
function tidy(row: Draft): Draft | undefined {
    return row.base || row.edit || row.sent ? row : undefined;
}

function sameOrNone(one: Content | null, other: Content | null): boolean {
    return one === other || (one !== null && other !== null && same(one, other));
}
