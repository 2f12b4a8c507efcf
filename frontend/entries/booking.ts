import { register, start } from "../lib/registry";
import { Countdown } from "../src/bookings/countdown";
import { SignaturePad } from "../src/bookings/signature";
import { CartCount } from "../src/commerce/cart-count";
import { registerCommon } from "../src/web/common";

registerCommon();
register({
  "cart-count": CartCount,
  countdown: Countdown,
  signature: SignaturePad,
});
start();
