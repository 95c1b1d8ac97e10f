// The script of pages that hold instruments: registers all of them and starts the host.

import { render as adamInside } from "../../trainloop/widgets/js/instruments/adam-inside.js";
import { render as ewaExplorer } from "../../trainloop/widgets/js/instruments/ewa-explorer.js";
import { render as lineFit } from "../../trainloop/widgets/js/instruments/line-fit.js";
import { host } from "./host.js";

host(document, { AdamInside: adamInside, EwaExplorer: ewaExplorer, LineFit: lineFit });
