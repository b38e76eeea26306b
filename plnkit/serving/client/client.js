/* Connects a page to its kernel and puts each widget where the notebook shows it. */
(() => {
  const { ManagerBase, KernelConnection, ServerConnection, Widget, anywidget, base, controls } = jupyter;
  const { Comm } = base.shims.services;
  const { AnyModel, AnyView } = anywidget(base);
  const BELOW = "assets/"; // of the page's home

  class Model extends AnyModel {
    static _deserialize_state(state, manager) {
      return super._deserialize_state(manager.whole(state), manager);
    }
  }

  const MODULES = {
    "@jupyter-widgets/base": base,
    "@jupyter-widgets/controls": controls,
    anywidget: { AnyModel: Model, AnyView },
  };

  function addStyle(href) {
    return new Promise((there) => {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: there, onerror: there });
      document.head.append(link);
    });
  }

  class Manager extends ManagerBase {
    styles = new Map(); // address -> when it is there

    constructor(kernel, home) {
      super();
      Object.assign(this, { kernel, home });
      kernel.registerCommTarget(this.comm_target_name, (comm, message) => this.handle_comm_open(new Comm(comm), message));
    }

    async loadClass(name, module) {
      const found = MODULES[module]?.[name];
      if (!found) throw new Error(`a page shows ipywidgets and anywidgets; ${name} of ${module} is neither`);
      return found;
    }

    async _create_comm(target, id, data, metadata, buffers) {
      const comm = this.kernel.createComm(target, id);
      if (data || metadata) comm.open(data, metadata, buffers);
      return new Comm(comm);
    }

    async _get_comm_info() {
      const { content } = await this.kernel.requestCommInfo({ target_name: this.comm_target_name });
      return content.status === "ok" ? content.comms : {};
    }

    // Where a view's script and style are an address: the style is there before the page is shown, once.
    whole(state) {
      const { _esm = "", _css = "" } = state;
      if (_css.startsWith(BELOW) && !this.styles.has(_css)) this.styles.set(_css, addStyle(this.home + _css));
      return {
        ...state,
        ...(_esm.startsWith(BELOW) && { _esm: this.home + _esm }),
        ...(_css.startsWith(BELOW) && { _css: "" }),
      };
    }

    // The notebook has run before its page is here: what it shows is known by now, or never will be.
    async show(slot) {
      const model = this.has_model(slot.dataset.widget) && (await this.get_model(slot.dataset.widget));
      if (!model) return slot.remove();
      const view = await this.create_view(model);
      slot.replaceChildren();
      Widget.attach(view.luminoWidget, slot);
    }
  }

  async function open() {
    const { baseUrl, kernelId } = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    const home = new URL(baseUrl, location.href).href;
    const serverSettings = ServerConnection.makeSettings({ baseUrl: home });
    const model = { id: kernelId, name: "python3" };
    const commsOverSubshells = "disabled"; // one thread, and no message that the server does not let in
    const kernel = new KernelConnection({ model, serverSettings, commsOverSubshells });
    document.dispatchEvent(new CustomEvent("plnkit:kernel", { detail: kernel }));
    (window.plnkit ??= {}).kernel = kernel;
    const manager = new Manager(kernel, home);
    await manager._loadFromKernel();
    await Promise.all(manager.styles.values());
    await Promise.all([...document.querySelectorAll("[data-widget]")].map((slot) => manager.show(slot)));
    document.body.dataset.drawn = "";
  }

  open();
})();
