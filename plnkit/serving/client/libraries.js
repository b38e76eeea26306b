// What a page needs of Jupyter: a connection to its kernel, and widgets. Everything else of a lab stays out.
import { made } from "./define.js";
import "anywidget";

export { ServerConnection } from "@jupyterlab/services/lib/serverconnection.js";
export { KernelConnection } from "@jupyterlab/services/lib/kernel/default.js";
export * as base from "@jupyter-widgets/base";
export * as controls from "@jupyter-widgets/controls";
export { ManagerBase } from "@jupyter-widgets/base-manager";
export { Widget } from "@lumino/widgets";
export const anywidget = made;
