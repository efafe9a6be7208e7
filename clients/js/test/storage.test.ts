import { test } from "node:test";
import { MemoryStorage } from "lectern-client";
import { storageContract } from "./storage-contract.js";

for (const [name, check] of Object.entries(storageContract)) {
    test(`in memory: ${name}`, () => check(new MemoryStorage()));
}
