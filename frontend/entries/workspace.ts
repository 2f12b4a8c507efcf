import { register, start } from "../lib/registry";
import { Countries } from "../src/commerce/countries";
import { Lines } from "../src/commerce/lines";
import { registerWorkspace } from "../src/web/workspace";

registerWorkspace();
register({ countries: Countries, lines: Lines });
start();
