import { type Content, text, textOf } from "./content.js";

/** Two people, or two devices, made something different of the same `base`; without one, both began from nothing. */
export interface Versions {
    readonly key: string;
    readonly base: Content | undefined;
    readonly mine: Content;
    readonly theirs: Content;
}

/** Brings two versions together. It is asked anew when a third one turns up. What it leaves out is gone. */
export type Merge = (versions: Versions) => Content | Promise<Content>;

/**
 * Merges texts line by line. What one side changed is taken over; where both changed the same lines differently, the
 * new lines of both are kept, theirs first. So no line that somebody wrote is lost, and none that somebody removed
 * comes back.
 */
export const mergeText: Merge = ({ base, mine, theirs }) => {
    const before = base ? lines(base) : [];
    const edits = [
        ...diff(before, lines(theirs)).map((edit) => ({ ...edit, side: "theirs" as const })),
        ...diff(before, lines(mine)).map((edit) => ({ ...edit, side: "mine" as const })),
    ].sort((one, other) => one.from - other.from || one.to - other.to);

    const merged: string[] = [];
    let at = 0;
    while (edits.length > 0) {
        const { from } = edits[0]!;
        let to = from;
        const written = { mine: [] as string[], theirs: [] as string[] };
        do {
            const edit = edits.shift()!;
            to = Math.max(to, edit.to);
            written[edit.side].push(...edit.lines);
        } while (edits[0] && (edits[0].from < to || (edits[0].to === to && from === to)));
        merged.push(...before.slice(at, from), ...union(written.theirs, written.mine));
        at = to;
    }
    merged.push(...before.slice(at));
    return { ...mine, ...text(merged.join("\n"), mine.type) };
};

/** Lines `from` up to `to` became these. */
interface Edit {
    readonly from: number;
    readonly to: number;
    readonly lines: readonly string[];
}

function lines(content: Content): string[] {
    return textOf(content).split("\n");
}

/** Every line of both in their order, and once what they have in common. */
function union(one: readonly string[], other: readonly string[]): string[] {
    const all: string[] = [];
    let at = 0;
    for (const { to, lines } of diff(one, other)) {
        all.push(...one.slice(at, to), ...lines);
        at = to;
    }
    return [...all, ...one.slice(at)];
}

/** Above this, what differs counts as one edit: the table would take too long. */
const MOST_CELLS = 4_000_000;

/** What turns `before` into `after`, by their longest common subsequence. */
function diff(before: readonly string[], after: readonly string[]): Edit[] {
    let start = 0;
    while (start < Math.min(before.length, after.length) && before[start] === after[start]) {
        start++;
    }
    let end = 0;
    while (
        end < Math.min(before.length, after.length) - start &&
        before[before.length - 1 - end] === after[after.length - 1 - end]
    ) {
        end++;
    }
    const left = before.slice(start, before.length - end);
    const right = after.slice(start, after.length - end);
    const common = left.length * right.length > MOST_CELLS ? [] : longestCommon(left, right);

    const edits: Edit[] = [];
    let [i, j] = [0, 0];
    for (const [nextI, nextJ] of [...common, [left.length, right.length] as const]) {
        if (nextI > i || nextJ > j) {
            edits.push({ from: start + i, to: start + nextI, lines: right.slice(j, nextJ) });
        }
        [i, j] = [nextI + 1, nextJ + 1];
    }
    return edits;
}

/** The pairs of places with equal lines. */
function longestCommon(left: readonly string[], right: readonly string[]): (readonly [number, number])[] {
    const width = right.length + 1;
    const length = new Uint32Array((left.length + 1) * width);
    for (let i = left.length - 1; i >= 0; i--) {
        for (let j = right.length - 1; j >= 0; j--) {
            const here = i * width + j;
            length[here] =
                left[i] === right[j]
                    ? length[here + width + 1]! + 1
                    : Math.max(length[here + width]!, length[here + 1]!);
        }
    }
    const pairs: (readonly [number, number])[] = [];
    let [i, j] = [0, 0];
    while (i < left.length && j < right.length) {
        const here = i * width + j;
        if (left[i] === right[j]) {
            pairs.push([i++, j++]);
        } else if (length[here + width]! >= length[here + 1]!) {
            i++;
        } else {
            j++;
        }
    }
    return pairs;
}
