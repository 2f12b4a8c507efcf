import { start } from "../lib/registry";
import { registerCommon } from "../src/web/common";

registerCommon();
start();
