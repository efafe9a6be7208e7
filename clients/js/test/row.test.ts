import assert from "node:assert/strict";
import { test } from "node:test";
import { type Content, text } from "#client/content";
import { mergeText } from "#client/merge";
import { acknowledged, type Draft, edited, gone, received, rejected, sending, shown, stamped } from "#client/row";

const key = "notes/a";
const [one, two, three] = [text("one"), text("two"), text("three")];
const at = (token: string, content: Content) => ({ token, content });
const onItsWay: Draft = { key, base: at("T1", one), sent: { content: two } };

test("what is on its way is not mixed with what was edited since", () => {
    const later = edited(onItsWay, key, three)!;
    assert.deepEqual(sending(later), { ...onItsWay, edit: { content: three } });
    assert.equal(shown(later), three);
});

test("an answer settles what it answers, and what was edited since is sent on top of it", () => {
    const later = edited(onItsWay, key, three)!;
    const settled = acknowledged(later, onItsWay, "T2")!;
    assert.deepEqual(settled, { key, base: at("T2", two), edit: { content: three } });
    assert.deepEqual(sending(settled), { key, base: at("T2", two), sent: { content: three } });
});

test("an answer to what is settled already changes nothing", () => {
    const settled = acknowledged(onItsWay, onItsWay, "T2")!;
    assert.equal(acknowledged(settled, onItsWay, "T2"), settled);
    const again: Draft = { key, base: at("T3", one), sent: { content: two } };
    assert.equal(acknowledged(again, onItsWay, "T2"), again, "the same content, sent on top of another version");
});

test("one's own write is recognised before its answer comes", async () => {
    const merge = () => assert.fail("there is nothing to merge");
    assert.deepEqual(await received(onItsWay, key, at("T2", two), merge), { key, base: at("T2", two) });
});

test("somebody else's write is merged with the newest of one's own", async () => {
    const later = edited(onItsWay, key, text("one\nmine"))!;
    const both = await received(later, key, at("T9", text("theirs\none")), mergeText);
    assert.deepEqual(both.edit, { content: text("theirs\none\nmine") });
    assert.deepEqual([both.base?.token, both.sent], ["T9", undefined]);
});

test("nothing is lost when the server has none, or takes none", () => {
    assert.deepEqual(gone(onItsWay), { key, edit: { content: two } });
    assert.equal(gone({ key, base: at("T1", one) }), undefined);
    const refused = { status: 507, reason: "quota", message: "Full." };
    assert.deepEqual(rejected(onItsWay, refused), { key, base: at("T1", one), edit: { content: two }, refused });
});

test("a row keeps its place in the queue until nothing waits, or it is refused", () => {
    const first = stamped(onItsWay, "a", 1);
    assert.equal(first.queued, 1);
    assert.equal(stamped(edited(first, key, three)!, "b", 2).queued, 1);
    assert.equal(stamped(acknowledged(first, first, "T2")!, "c", 3).queued, undefined);
    assert.equal(
        stamped(rejected(first, { status: 403, reason: "read_only", message: "" }), "d", 4).queued,
        undefined,
    );
});
