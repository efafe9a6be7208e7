import assert from "node:assert/strict";
import { mock } from "node:test";
import { setImmediate } from "node:timers/promises";

/** Time that passes only while a test waits for something: minutes take milliseconds. */
export const clock = {
    start: () => mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.now() }),
    stop: () => mock.timers.reset(),

    /** Until it holds; fails when it doesn't within two minutes of this clock. */
    async until(holds: () => boolean | Promise<boolean>): Promise<void> {
        for (let passed = 0; passed < 120_000; passed += 100) {
            for (let turn = 0; turn < 10; turn++) {
                await setImmediate();
            }
            if (await holds()) {
                return;
            }
            mock.timers.tick(100);
        }
        assert.fail(`still not so after two minutes: ${holds}`);
    },
};
