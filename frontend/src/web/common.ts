/** What every page has. */
import { register } from "../../lib/registry";
import { AddressCheck } from "./address-check";
import { Confirm } from "./confirm";
import { Copy } from "./copy";
import { Dialog } from "./dialog";
import { Menu } from "./menu";
import { Passkey } from "./passkeys";
import { Poll } from "./poll";
import { SaveText } from "./save-text";
import { Focus, Once, SubmitOnChange, Tabs } from "./small";

export function registerCommon(): void {
  register({
    "address-check": AddressCheck,
    confirm: Confirm,
    copy: Copy,
    dialog: Dialog,
    focus: Focus,
    menu: Menu,
    passkey: Passkey,
    once: Once,
    poll: Poll,
    "save-text": SaveText,
    "submit-on-change": SubmitOnChange,
    tabs: Tabs,
  });
}
