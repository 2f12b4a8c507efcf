import { register, start } from "../lib/registry";
import { PhotoPage } from "../src/gallery/photo-page";
import { registerCommon } from "../src/web/common";
import { Prints } from "../src/commerce/prints";
import { CartCount } from "../src/commerce/cart-count";
import { CartForm } from "../src/commerce/cart-form";
import { CartLine } from "../src/commerce/cart-line";
import { Checkout } from "../src/commerce/checkout";
import { Crop } from "../src/commerce/crop";
import { Offer } from "../src/commerce/offer";
import { Tally } from "../src/commerce/tally";

registerCommon();
register({
  "cart-count": CartCount,
  "cart-form": CartForm,
  "cart-line": CartLine,
  checkout: Checkout,
  crop: Crop,
  offer: Offer,
  "photo-page": PhotoPage,
  prints: Prints,
  tally: Tally,
});
start();
