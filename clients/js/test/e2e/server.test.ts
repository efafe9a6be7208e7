import { after, before } from "node:test";
import { conversation } from "../conversation.js";
import { type Lectern, lectern } from "./lectern.js";

let server: Lectern;
before(async () => {
    server = await lectern();
});
after(() => server?.stop());

conversation("a real server", () => ({ url: server.url, fetch: globalThis.fetch }));
