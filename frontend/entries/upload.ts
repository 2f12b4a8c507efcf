import { register, start } from "../lib/registry";
import { Replace } from "../src/gallery/upload/replace";
import { Uploader } from "../src/gallery/upload/uploader";
import { registerWorkspace } from "../src/web/workspace";

registerWorkspace();
register({ replace: Replace, uploader: Uploader });
start();
