/*
 * Draws <figure class="diagram" data-bpmn-src="/improvements/1/model.bpmn" data-bpmn-current="Task_X Task_Y"
 * data-bpmn-passed="…">: the present step is marked, the whole model fits. Arrow keys move it, + and - zoom.
 */
(() => {
  "use strict";
  if (!window.BpmnJS) return;

  const step = 60;
  const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };

  function button(label, text, action) {
    const element = document.createElement("button");
    element.type = "button";
    element.textContent = text;
    element.setAttribute("aria-label", label);
    element.title = label;
    element.addEventListener("click", action);
    return element;
  }

  function ids(list) {
    return (list ?? "").split(/[\s,]+/).filter(Boolean);
  }

  async function show(figure) {
    if (figure.dataset.drawn) return;
    figure.dataset.drawn = "true";
    const { bpmnSrc, bpmnCurrent, bpmnPassed, labelIn, labelOut, labelFit, labelDiagram } = figure.dataset;
    const response = await fetch(bpmnSrc, { headers: { Accept: "application/xml, text/xml, */*" } });
    if (!response.ok) {
      figure.hidden = true;
      return;
    }
    const container = document.createElement("div");
    container.className = "diagram-canvas";
    container.tabIndex = 0;
    container.setAttribute("role", "group");
    container.setAttribute("aria-label", labelDiagram ?? "BPMN");
    figure.append(container);

    // The wheel scrolls the page, not the diagram.
    const viewer = new window.BpmnJS({ container, zoomScroll: { enabled: false } });
    await viewer.importXML(await response.text());
    const canvas = viewer.get("canvas");
    const registry = viewer.get("elementRegistry");
    const mark = (list, marker) => {
      for (const id of ids(list)) if (registry.get(id)) canvas.addMarker(id, marker);
    };
    mark(bpmnPassed, "is-passed");
    mark(bpmnCurrent, "is-current");

    const current = ids(bpmnCurrent).map((id) => registry.get(id)).find(Boolean);
    const fit = () => canvas.zoom("fit-viewport", "auto");
    const zoom = (factor) => canvas.zoom(canvas.zoom() * factor);
    const home = () => {
      fit();
      // A long model would be too small to read: then the present step is in the middle.
      if (current && canvas.zoom() < 0.55) {
        canvas.zoom(0.7, { x: current.x + current.width / 2, y: current.y + current.height / 2 });
        const box = canvas.viewbox();
        canvas.viewbox({
          x: current.x + current.width / 2 - box.width / 2,
          y: current.y + current.height / 2 - box.height / 2,
          width: box.width,
          height: box.height,
        });
      }
    };
    home();
    container.addEventListener("keydown", (event) => {
      const move = moves[event.key];
      if (move) canvas.scroll({ dx: move[0], dy: move[1] });
      else if (event.key === "+") zoom(1.25);
      else if (event.key === "-") zoom(0.8);
      else if (event.key === "0") fit();
      else return;
      event.preventDefault();
    });

    const tools = document.createElement("div");
    tools.className = "diagram-tools no-print";
    tools.append(
      button(labelIn ?? "+", "+", () => zoom(1.25)),
      button(labelOut ?? "-", "−", () => zoom(0.8)),
      button(labelFit ?? "Fit", "⤢", fit),
    );
    figure.prepend(tools);
    figure.dataset.ready = "true";
  }

  function showAll(root = document) {
    root.querySelectorAll("[data-bpmn-src]").forEach(show);
  }

  showAll();
  document.addEventListener("htmx:load", (event) => showAll(event.target.parentElement ?? document));
})();
