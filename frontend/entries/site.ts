import { register, start } from "../lib/registry";
import { registerCommon } from "../src/web/common";
import { CartCount } from "../src/commerce/cart-count";
import { CartLine } from "../src/commerce/cart-line";

registerCommon();
register({ "cart-count": CartCount, "cart-line": CartLine });
start();
