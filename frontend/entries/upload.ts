import { register, start } from "../lib/registry";
import { Uploader } from "../src/gallery/upload/uploader";
import { registerWorkspace } from "../src/web/workspace";

registerWorkspace();
register({ uploader: Uploader });
start();
