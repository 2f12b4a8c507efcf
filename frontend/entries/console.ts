import { start } from "../lib/registry";
import { registerWorkspace } from "../src/web/workspace";

registerWorkspace();
start();
