import { register, start } from "../lib/registry";
import { Chosen } from "../src/commerce/chosen";
import { Countries } from "../src/commerce/countries";
import { Lines } from "../src/commerce/lines";
import { registerWorkspace } from "../src/web/workspace";

registerWorkspace();
register({ chosen: Chosen, countries: Countries, lines: Lines });
start();
