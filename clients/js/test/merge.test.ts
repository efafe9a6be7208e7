import assert from "node:assert/strict";
import { test } from "node:test";
import { text, textOf } from "#client/content";
import { mergeText } from "#client/merge";
import { Random } from "./random.js";

async function merged(base: string | undefined, mine: string, theirs: string): Promise<string> {
    const versions = { base: base === undefined ? undefined : text(base), mine: text(mine), theirs: text(theirs) };
    return textOf(await mergeText({ key: "note", ...versions }));
}

test("changes to different lines are both taken over", async () => {
    assert.equal(await merged("a\nb\nc", "a!\nb\nc", "a\nb\nc!"), "a!\nb\nc!");
    assert.equal(await merged("a\nb\nc", "new\na\nb\nc", "a\nc"), "new\na\nc");
});

test("neighbouring lines changed on different sides are no conflict", async () => {
    assert.equal(await merged("a\nb", "A\nb", "a\nB"), "A\nB");
});

test("of one line changed on both sides both versions are kept", async () => {
    assert.equal(
        await merged("title\nx\nend", "title\nmine\nend", "title\ntheirs\nend"),
        "title\ntheirs\nmine\nend",
    );
});

test("lines added at the same place are both kept, those in common once", async () => {
    assert.equal(await merged("list", "list\nmilk\nbread", "list\nmilk\neggs"), "list\nmilk\neggs\nbread");
});

test("the same change on both sides is one change", async () => {
    assert.equal(await merged("a\nb", "a\nb\nc", "a\nb\nc"), "a\nb\nc");
});

test("an edit of a line beats its removal", async () => {
    assert.equal(await merged("a\nb\nc", "a\nc", "a\nb!\nc"), "a\nb!\nc");
});

test("without a common base the lines of both are kept", async () => {
    assert.equal(await merged(undefined, "mine", "theirs"), "theirs\nmine");
    assert.equal(await merged(undefined, "same", "same"), "same");
});

test("the type and the metadata of one's own version stay", async () => {
    const mine = { ...text("# mine", "text/markdown"), meta: "v=1" };
    const both = await mergeText({ key: "note", base: undefined, mine, theirs: text("theirs") });
    assert.deepEqual({ type: both.type, meta: both.meta }, { type: "text/markdown", meta: "v=1" });
});

test("a merge of two long and wholly different texts ends, and has all lines", async () => {
    const many = (word: string) => Array.from({ length: 5_000 }, (_, at) => `${word} ${at}`);
    const lines = (await merged("", many("mine").join("\n"), many("theirs").join("\n"))).split("\n");
    assert.equal(lines.length, 10_000);
});

test("no line that one side wrote is lost, and none that one side removed comes back", async () => {
    for (let seed = 1; seed <= 2_000; seed++) {
        const random = new Random(seed);
        const base = Array.from({ length: random.below(8) }, (_, at) => `base ${at}`);
        const change = (side: string) => [
            ...base.flatMap((line, at) => {
                const fates = [[line], [line], [line, `${side} after ${at}`], [`${side} for ${at}`], []];
                return random.pick(fates);
            }),
            ...(random.chance(30) ? [`${side} at the end`] : []),
        ];
        const [mine, theirs] = [change("mine"), change("theirs")];
        const both = (await merged(base.join("\n"), mine.join("\n"), theirs.join("\n"))).split("\n");
        const expected = [...new Set([...mine, ...theirs])].filter(
            (line) => !base.includes(line) || (mine.includes(line) && theirs.includes(line)),
        );
        assert.deepEqual(both.filter((line) => line !== "").sort(), expected.sort(), `seed ${seed}`);
    }
});
