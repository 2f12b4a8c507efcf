import { register, start } from "../lib/registry";
import { CartCount } from "../src/commerce/cart-count";
import { Buy } from "../src/commerce/buy";
import { Cart } from "../src/commerce/cart";
import { Crop } from "../src/commerce/crop";
import { Offer } from "../src/commerce/offer";
import { BottomBar } from "../src/gallery/bottom-bar";
import { Comments } from "../src/gallery/comments";
import { Filters } from "../src/gallery/filters";
import { Grid } from "../src/gallery/grid";
import { Lightbox } from "../src/gallery/lightbox";
import { Picks } from "../src/gallery/picks";
import { Rating } from "../src/gallery/rating";
import { registerCommon } from "../src/web/common";

registerCommon();
register({
  "bottom-bar": BottomBar,
  buy: Buy,
  cart: Cart,
  "cart-count": CartCount,
  comments: Comments,
  crop: Crop,
  filters: Filters,
  grid: Grid,
  lightbox: Lightbox,
  offer: Offer,
  picks: Picks,
  rating: Rating,
});
start();
