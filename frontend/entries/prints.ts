import { register, start } from "../lib/registry";
import { Crop } from "../src/commerce/crop";
import { registerWorkspace } from "../src/web/workspace";

registerWorkspace();
register({ crop: Crop });
start();
