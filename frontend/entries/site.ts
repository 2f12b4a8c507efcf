import { register, start } from "../lib/registry";
import { PhotoPage } from "../src/gallery/photo-page";
import { registerCommon } from "../src/web/common";
import { CartCount } from "../src/commerce/cart-count";
import { CartLine } from "../src/commerce/cart-line";

registerCommon();
register({ "cart-count": CartCount, "cart-line": CartLine, "photo-page": PhotoPage });
start();
