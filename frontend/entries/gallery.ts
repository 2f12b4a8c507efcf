import { register, start } from "../lib/registry";
import { CartCount } from "../src/commerce/cart-count";
import { Cart } from "../src/commerce/cart";
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
  cart: Cart,
  "cart-count": CartCount,
  comments: Comments,
  filters: Filters,
  grid: Grid,
  lightbox: Lightbox,
  picks: Picks,
  rating: Rating,
});
start();
